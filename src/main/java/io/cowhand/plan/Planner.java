package io.cowhand.plan;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.SectorWrite;
import io.cowhand.expression.Scope;
import io.cowhand.fleet.PlannedChange;
import io.cowhand.fleet.StepProblem;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.FeatureGroup;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.qcow2.KnownFeature;
import io.cowhand.rule.HeaderRules;
import io.cowhand.step.Condition;
import io.cowhand.step.Step;
import io.cowhand.undo.UndoTerms;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Plans images with the steps of a recipe. Stateless, and so safe for use by several threads. */
public final class Planner {

    /** The variable whose value depends on the whole first cluster, not only on the header in it. */
    private static final String PROBLEMS = "problems";

    private final List<Step> steps;
    private final Optional<Condition> where;
    private final boolean readsFirstCluster;
    private final boolean readsOtherThanFiles;

    /** Creates a planner for a recipe's steps, in order, on all images. */
    public Planner(List<Step> steps) {
        this(steps, Optional.empty());
    }

    /**
     * Creates a planner for a recipe's steps, in order.
     *
     * @param where the condition on which the recipe is for an image
     */
    public Planner(List<Step> steps, Optional<Condition> where) {
        this.steps = List.copyOf(steps);
        this.where = where;
        Set<String> reads = new TreeSet<>();
        where.ifPresent(condition -> reads.addAll(condition.expression().reads()));
        this.steps.forEach(step -> reads.addAll(step.reads()));
        this.readsFirstCluster = reads.contains(PROBLEMS);
        this.readsOtherThanFiles = !Collections.disjoint(reads, Scope.OTHER_THAN_FILES);
    }

    /** Returns whether a plan depends on nothing but the image and its backing file, neither on who uses it nor on an inventory. */
    boolean readsOnlyFiles() {
        return !readsOtherThanFiles;
    }

    /** Returns the plan for an image of which no more is known than its facts. */
    public ImagePlan plan(ImageFacts facts) {
        return plan(Scope.of(facts), facts.header().encode());
    }

    /**
     * Returns the plan for an image.
     *
     * @param found the encoded header
     */
    public ImagePlan plan(Scope scope, Bytes found) {
        int firstCluster = scope.facts().header().clusterSize().orElse(0);
        if (readsFirstCluster && found.length() < firstCluster) {
            return new ImagePlan.NeedsWindow(firstCluster);
        }
        if (where.isPresent()) {
            Condition.Decision decision = where.get().decide(scope);
            if (decision.problem().isPresent()) {
                return new ImagePlan.Refused(
                        List.of(StepProblem.ofImage(decision.problem().get())));
            }
            if (!decision.holds()) {
                return new ImagePlan.Skipped();
            }
        }
        return planSteps(scope, found);
    }

    private ImagePlan planSteps(Scope scope, Bytes found) {
        ImageFacts facts = scope.facts();
        if (facts.isShorterThanFirstCluster()) {
            return new ImagePlan.Refused(
                    HeaderRules.check(facts, List.of(HeaderRules.FILE_SHORTER_THAN_FIRST_CLUSTER)).stream()
                            .map(violation -> StepProblem.ofImage(violation.problem()))
                            .toList());
        }
        StepRunner runner = new StepRunner(scope, found);
        Optional<ImagePlan> stopped = runner.runUntilStopped(steps);
        if (stopped.isPresent()) {
            return stopped.get();
        }
        List<StepProblem> ofBacking = ofBackingFile(runner.result());
        if (!ofBacking.isEmpty()
                && ofBacking.stream().anyMatch(each -> each.problem().isError())) {
            return new ImagePlan.Refused(ofBacking);
        }
        if (runner.resultWindow().equals(found)) {
            List<StepProblem> problems = new ArrayList<>(runner.problems());
            problems.addAll(ofBacking);
            return new ImagePlan.Unchanged(problems);
        }
        runner.clearAutoclearBits(unknownAutoclearBits(facts.header()) & ~autoclearBitsThatTheRecipeSets(scope, found));
        Optional<StepRunner> second = isIdempotent() ? Optional.empty() : runner.restartFromResult();
        Optional<ImagePlan> secondStop = second.flatMap(again -> again.runUntilStopped(steps));
        if (secondStop.isPresent()
                && secondStop.get() instanceof ImagePlan.NeedsWindow needs
                && needs.window() > found.length()) {
            return needs; // a larger window shows whether the steps change their own result
        }
        SectorWrite writes = SectorWrite.between(found, runner.resultWindow(), HeaderCodec.mark(found));
        UndoTerms undo = new UndoTerms(runner.undo(), facts.header().has(KnownFeature.EXTERNAL_DATA_FILE));
        List<PlannedChange> changes = runner.changes();
        List<StepProblem> problems = new ArrayList<>(runner.problems());
        second.filter(again -> secondStop.isEmpty())
                .flatMap(again -> SecondApplication.warning(runner.result(), again, runner.problems()))
                .ifPresent(problems::add);
        problems.addAll(NextRewrite.warnings(runner.header(), changes));
        problems.addAll(ofBacking);
        return new ImagePlan.Edit(changes, writes, runner.resultWindow(), undo, facts.bitmaps(), problems);
    }

    private static List<StepProblem> ofBackingFile(Scope result) {
        List<Problem> problems = BackingWarnings.of(result.facts().header(), result.backingFacts());
        // Called for each image, and empty for a recipe that lists no bases.
        return problems.isEmpty()
                ? List.of()
                : problems.stream().map(StepProblem::ofImage).toList();
    }

    /** Returns whether the steps certainly do not change their own result: a single step without expressions. */
    private boolean isIdempotent() {
        return steps.size() < 2 && !steps.get(0).hasExpressions();
    }

    private static long unknownAutoclearBits(HeaderImage header) {
        return header.unknownFeatures(FeatureGroup.AUTOCLEAR);
    }

    /** Returns the unknown bits that the steps set again in a header without them. */
    private long autoclearBitsThatTheRecipeSets(Scope scope, Bytes found) {
        long unknown = unknownAutoclearBits(scope.facts().header());
        if (unknown == 0) {
            return 0;
        }
        StepRunner without = new StepRunner(scope, found);
        without.clearAutoclearBits(unknown);
        return without.runUntilStopped(steps).isPresent() ? 0 : unknownAutoclearBits(without.header());
    }
}
