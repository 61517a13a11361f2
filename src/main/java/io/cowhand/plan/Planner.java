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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Plans images with the steps of a recipe. Stateless, and so safe for use by several threads. */
public final class Planner {

    /** The variable whose value depends on the whole first cluster, not only on the header in it. */
    private static final String PROBLEMS = "problems";

    private final List<Step> steps;
    private final Optional<Condition> where;
    private final boolean readsFirstCluster;
    private final boolean isConditionShared;
    /** Whether the condition reads the header and the facts alone. */
    private final boolean isConditionIndependent;

    private final boolean areStepsShared;
    /** How many of the first steps read the header and the facts alone. */
    private final int independentSteps;
    /** The numbers of the steps whose expressions read what an image has of its own, or its backing file. */
    private final Set<Integer> choosing;
    /** The numbers of the steps whose expressions read nothing but what an image has of its own, which no step changes. */
    private final Set<Integer> choosingOnce;

    /** How far the steps of a recipe have run on an image; for use by several threads, which only continue it. */
    sealed interface Beginning {}

    /** A step has ended the plan. */
    private record Ended(ImagePlan plan) implements Beginning {}

    /** Further steps follow. */
    private record Begun(StepRunner runner) implements Beginning {}

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
        List<Set<String>> reads = this.steps.stream().map(Step::reads).toList();
        Set<String> condition = where.map(each -> each.expression().reads()).orElseGet(Set::of);
        this.readsFirstCluster =
                condition.contains(PROBLEMS) || reads.stream().anyMatch(each -> each.contains(PROBLEMS));
        this.isConditionShared = Collections.disjoint(condition, Scope.OF_ONE_IMAGE);
        this.isConditionIndependent = isIndependent(condition);
        this.areStepsShared = reads.stream().allMatch(each -> Collections.disjoint(each, Scope.OF_ONE_IMAGE));
        this.independentSteps =
                (int) reads.stream().takeWhile(Planner::isIndependent).count();
        this.choosing = numbers(this.steps, read -> !isIndependent(read));
        this.choosingOnce = numbers(this.steps, read -> !read.isEmpty() && Scope.OF_ONE_IMAGE.containsAll(read));
    }

    /** Returns the numbers of the steps whose expressions read variables that satisfy a predicate. */
    private static Set<Integer> numbers(List<Step> steps, Predicate<Set<String>> reading) {
        return steps.stream()
                .filter(step -> reading.test(step.reads()))
                .map(Step::number)
                .collect(Collectors.toSet());
    }

    private static boolean isIndependent(Set<String> reads) {
        return Collections.disjoint(reads, Scope.OF_ONE_IMAGE) && !reads.contains(Scope.BACKING);
    }

    /** Returns whether a plan depends on nothing but the image's header and facts, and on its backing file. */
    boolean isShared() {
        return isConditionShared && areStepsShared;
    }

    /** Returns whether what the steps do depends on nothing but the image's header and facts, and on its backing file. */
    boolean areStepsShared() {
        return areStepsShared;
    }

    /** Returns whether what the expressions of a step choose depends on more than the image's header and facts. */
    boolean isChoosing(Step step) {
        return choosing.contains(step.number());
    }

    /** What expressions choose for an image, which is computed once where it stays the same when the steps run again. */
    private final class ChosenOnce implements BiFunction<Step, Scope, Choice> {
        private final BiFunction<Step, Scope, Choice> evaluating;
        private final Map<Integer, Choice> made = new HashMap<>();

        ChosenOnce(BiFunction<Step, Scope, Choice> evaluating) {
            this.evaluating = evaluating;
        }

        @Override
        public Choice apply(Step step, Scope scope) {
            if (!choosingOnce.contains(step.number())) {
                return evaluating.apply(step, scope);
            }
            Choice known = made.get(step.number());
            if (known == null) {
                known = evaluating.apply(step, scope);
                made.put(step.number(), known);
            }
            return known;
        }
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
        Optional<ImagePlan> excluded = excludeByItself(scope, found);
        return excluded.isPresent() ? excluded.get() : planSteps(scope, found);
    }

    /** Returns the plan for an image that the recipe is not for, or cannot be decided to be for; nothing for any other. */
    private Optional<ImagePlan> exclude(Scope scope, Bytes found) {
        int firstCluster = scope.facts().header().clusterSize().orElse(0);
        if (readsFirstCluster && found.length() < firstCluster) {
            return Optional.of(new ImagePlan.NeedsWindow(firstCluster));
        }
        if (where.isEmpty()) {
            return Optional.empty();
        }
        Condition.Decision decision = where.get().decide(scope);
        if (decision.problem().isPresent()) {
            return Optional.of(new ImagePlan.Refused(
                    List.of(StepProblem.ofImage(decision.problem().get()))));
        }
        return decision.holds() ? Optional.empty() : Optional.of(new ImagePlan.Skipped());
    }

    /**
     * Returns the plan for an image that the recipe is not for, or cannot be decided to be for, if that depends on more than the
     * image's header and facts; nothing for any other.
     */
    Optional<ImagePlan> excludeByItself(Scope scope, Bytes found) {
        return isConditionIndependent ? Optional.empty() : exclude(scope, found);
    }

    /** Returns the plan for an image that is not {@linkplain #excludeByItself excluded by itself}. */
    ImagePlan planSteps(Scope scope, Bytes found) {
        return finish(begin(scope, found), scope, found, Choice::of);
    }

    /** Decides and does what depends on nothing but the image's header and facts. */
    Beginning begin(Scope scope, Bytes found) {
        Optional<ImagePlan> excluded = isConditionIndependent ? exclude(scope, found) : Optional.empty();
        if (excluded.isPresent()) {
            return new Ended(excluded.get());
        }
        ImageFacts facts = scope.facts();
        if (facts.isShorterThanFirstCluster()) {
            return new Ended(new ImagePlan.Refused(
                    HeaderRules.check(facts, List.of(HeaderRules.FILE_SHORTER_THAN_FIRST_CLUSTER)).stream()
                            .map(violation -> StepProblem.ofImage(violation.problem()))
                            .toList()));
        }
        StepRunner runner = new StepRunner(scope, found, Choice::of);
        Optional<ImagePlan> stopped = runner.begin(steps.subList(0, independentSteps));
        return stopped.isPresent() ? new Ended(stopped.get()) : new Begun(runner);
    }

    /** Returns what the expressions of the next step choose for an image; nothing if there is no next step. */
    Optional<Choice> next(Beginning beginning, Scope scope) {
        return beginning instanceof Begun begun && independentSteps < steps.size()
                ? Optional.of(Choice.of(steps.get(independentSteps), begun.runner.scopeOf(scope)))
                : Optional.empty();
    }

    /**
     * Runs the other steps.
     *
     * @param beginning that of this image, or of another one with an equal header and equal facts
     * @param evaluating evaluates the expressions of a step
     */
    ImagePlan finish(Beginning beginning, Scope scope, Bytes found, BiFunction<Step, Scope, Choice> evaluating) {
        if (beginning instanceof Ended ended) {
            return ended.plan;
        }
        ImageFacts facts = scope.facts();
        BiFunction<Step, Scope, Choice> choices = new ChosenOnce(evaluating);
        StepRunner runner = ((Begun) beginning).runner.continuedFor(scope, choices);
        Optional<ImagePlan> stopped = runner.runUntilStopped(steps.subList(independentSteps, steps.size()));
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
        runner.clearAutoclearBits(
                unknownAutoclearBits(facts.header()) & ~autoclearBitsThatTheRecipeSets(scope, found, choices));
        List<StepProblem> problems = new ArrayList<>(runner.problems());
        Optional<StepRunner> second = isIdempotent() ? Optional.empty() : runner.restartFromResult();
        if (second.isPresent()) {
            Optional<ImagePlan> secondStop = second.get().runUntilStopped(steps);
            if (secondStop.isEmpty()) {
                SecondApplication.warning(runner.result(), second.get(), runner.problems())
                        .ifPresent(problems::add);
            } else if (secondStop.get() instanceof ImagePlan.NeedsWindow needs && needs.window() > found.length()) {
                return needs; // a larger window shows whether the steps change their own result
            }
        }
        SectorWrite writes = SectorWrite.between(found, runner.resultWindow(), HeaderCodec.mark(found));
        UndoTerms undo = new UndoTerms(runner.undo(), facts.header().has(KnownFeature.EXTERNAL_DATA_FILE));
        List<PlannedChange> changes = runner.changes();
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
    private long autoclearBitsThatTheRecipeSets(Scope scope, Bytes found, BiFunction<Step, Scope, Choice> choosing) {
        long unknown = unknownAutoclearBits(scope.facts().header());
        if (unknown == 0) {
            return 0;
        }
        StepRunner without = new StepRunner(scope, found, choosing);
        without.clearAutoclearBits(unknown);
        return without.runUntilStopped(steps).isPresent() ? 0 : unknownAutoclearBits(without.header());
    }
}
