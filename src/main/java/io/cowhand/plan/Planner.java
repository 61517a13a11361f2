package io.cowhand.plan;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.SectorWrite;
import io.cowhand.fleet.PlannedChange;
import io.cowhand.fleet.StepProblem;
import io.cowhand.operation.Step;
import io.cowhand.qcow2.FeatureGroup;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.qcow2.KnownFeature;
import io.cowhand.rule.HeaderRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans one image after the other with the steps of a recipe; has no state, so threads may share it. */
public final class Planner {

    private final List<Step> steps;

    /** A planner of a recipe's steps, in their order. */
    public Planner(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /** What the recipe does to an image. */
    public ImagePlan plan(ImageFacts facts) {
        return plan(facts, facts.header().encode());
    }

    /**
     * The same for who has the window that the header was taken from, and so need not encode it.
     *
     * @param found exactly what the header is encoded as
     */
    public ImagePlan plan(ImageFacts facts, Bytes found) {
        if (facts.isShorterThanFirstCluster()) {
            return new ImagePlan.Refused(
                    HeaderRules.check(facts, List.of(HeaderRules.FILE_SHORTER_THAN_FIRST_CLUSTER)).stream()
                            .map(violation -> StepProblem.ofImage(violation.problem()))
                            .toList());
        }
        StepRunner runner = new StepRunner(facts, found);
        Optional<ImagePlan> stopped = runner.run(steps);
        if (stopped.isPresent()) {
            return stopped.get();
        }
        if (runner.result().equals(found)) {
            return new ImagePlan.Unchanged(runner.problems());
        }
        runner.clearAutoclear(unknownAutoclearBits(facts.header()) & ~autoclearBitsThatTheRecipeSets(facts, found));
        SectorWrite writes = SectorWrite.between(
                found,
                runner.result(),
                HeaderCodec.mark(found),
                runner.undo(),
                facts.header().has(KnownFeature.EXTERNAL_DATA_FILE));
        List<PlannedChange> changes = runner.changes();
        List<StepProblem> problems = new ArrayList<>(runner.problems());
        again(runner).ifPresent(problems::add);
        problems.addAll(NextRewrite.warnings(runner.header(), changes));
        return new ImagePlan.Edit(changes, writes, facts.bitmaps(), problems);
    }

    /** What to warn of where the steps would change what they came to; one step alone cannot get in its own way. */
    private Optional<StepProblem> again(StepRunner runner) {
        if (steps.size() < 2 || runner.hasOverlays()) {
            return Optional.empty();
        }
        StepRunner second = runner.next();
        return second.run(steps).isPresent()
                ? Optional.empty()
                : SecondApplication.warning(runner.header(), second, runner.problems());
    }

    private static long unknownAutoclearBits(HeaderImage header) {
        return header.unknownFeatures(FeatureGroup.AUTOCLEAR);
    }

    /** The bits that come back when the steps run on the header without any that is not known. */
    private long autoclearBitsThatTheRecipeSets(ImageFacts facts, Bytes found) {
        HeaderImage header = facts.header();
        long unknown = unknownAutoclearBits(header);
        if (unknown == 0) {
            return 0;
        }
        StepRunner without = new StepRunner(facts, found);
        without.clearAutoclear(unknown);
        return without.run(steps).isPresent() ? 0 : unknownAutoclearBits(without.header());
    }
}
