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
import io.cowhand.undo.UndoTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans images with the steps of a recipe. Stateless, and so safe for use by several threads. */
public final class Planner {

    private final List<Step> steps;

    /** Creates a planner for a recipe's steps, in order. */
    public Planner(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /** Returns the plan for an image. */
    public ImagePlan plan(ImageFacts facts) {
        return plan(facts, facts.header().encode());
    }

    /**
     * Returns the same as {@link #plan(ImageFacts)}, for callers that have the window and need not encode the header.
     *
     * @param found the encoded header
     */
    public ImagePlan plan(ImageFacts facts, Bytes found) {
        if (facts.isShorterThanFirstCluster()) {
            return new ImagePlan.Refused(
                    HeaderRules.check(facts, List.of(HeaderRules.FILE_SHORTER_THAN_FIRST_CLUSTER)).stream()
                            .map(violation -> StepProblem.ofImage(violation.problem()))
                            .toList());
        }
        StepRunner runner = new StepRunner(facts, found);
        Optional<ImagePlan> stopped = runner.runUntilStopped(steps);
        if (stopped.isPresent()) {
            return stopped.get();
        }
        if (runner.resultWindow().equals(found)) {
            return new ImagePlan.Unchanged(runner.problems());
        }
        runner.clearAutoclearBits(unknownAutoclearBits(facts.header()) & ~autoclearBitsThatTheRecipeSets(facts, found));
        SectorWrite writes = SectorWrite.between(found, runner.resultWindow(), HeaderCodec.mark(found));
        UndoTerms undo = new UndoTerms(runner.undo(), facts.header().has(KnownFeature.EXTERNAL_DATA_FILE));
        List<PlannedChange> changes = runner.changes();
        List<StepProblem> problems = new ArrayList<>(runner.problems());
        warnIfNotIdempotent(runner).ifPresent(problems::add);
        problems.addAll(NextRewrite.warnings(runner.header(), changes));
        return new ImagePlan.Edit(changes, writes, undo, facts.bitmaps(), problems);
    }

    /** Returns a warning if the steps would change their own result; a single step cannot undo another. */
    private Optional<StepProblem> warnIfNotIdempotent(StepRunner runner) {
        if (steps.size() < 2 || runner.hasOverlays()) {
            return Optional.empty();
        }
        StepRunner second = runner.restartFromResult();
        return second.runUntilStopped(steps).isPresent()
                ? Optional.empty()
                : SecondApplication.warning(runner.header(), second, runner.problems());
    }

    private static long unknownAutoclearBits(HeaderImage header) {
        return header.unknownFeatures(FeatureGroup.AUTOCLEAR);
    }

    /** Returns the unknown bits that the steps set again in a header without them. */
    private long autoclearBitsThatTheRecipeSets(ImageFacts facts, Bytes found) {
        HeaderImage header = facts.header();
        long unknown = unknownAutoclearBits(header);
        if (unknown == 0) {
            return 0;
        }
        StepRunner without = new StepRunner(facts, found);
        without.clearAutoclearBits(unknown);
        return without.runUntilStopped(steps).isPresent() ? 0 : unknownAutoclearBits(without.header());
    }
}
