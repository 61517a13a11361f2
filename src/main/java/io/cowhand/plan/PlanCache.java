package io.cowhand.plan;

import io.cowhand.bytes.Bytes;
import io.cowhand.expression.BackingFacts;
import io.cowhand.expression.Scope;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageCache;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Plans images, and uses a plan again for images with an equal header and equal answers to what the planning asks beyond it.
 * Operations are pure, so planning again would give an equal plan. Where expressions read what each image has of its own, such as
 * its name, a plan is used again if they choose the same for another image, and at least what the steps before the first such
 * one do. Safe for use by several threads.
 */
public final class PlanCache {

    /** How many beginnings, and how many plans that depend on choices, are kept: each holds several headers. */
    private static final int KEPT = 1 << 11;

    private final Planner planner;
    private final Planning whole;
    private final Planning steps;
    private final ImageCache<Known> plans = new ImageCache<>();
    private final ImageCache<Planner.Beginning> beginnings = new ImageCache<>(KEPT);
    private final ImageCache<Chosen> chosen = new ImageCache<>(KEPT);

    /** Plans an image. */
    @FunctionalInterface
    private interface Planning {
        ImagePlan plan(Scope scope, Bytes found);
    }

    /** What was known of the backing file that a header names. */
    private record BackingAnswer(HeaderImage header, BackingFacts facts) {

        boolean isThatOf(Scope scope) {
            BackingFacts now = scope.with(scope.facts().with(header)).backingFacts();
            return facts.isUnknown() ? now.isUnknown() : now.equals(facts);
        }
    }

    /** A plan, and what it depends on besides the image's facts. */
    private record Known(ImagePlan plan, List<BackingAnswer> backing) {

        static Known of(Planning planning, Scope scope, Bytes found) {
            List<BackingAnswer> asked = new ArrayList<>();
            Scope collecting = scope.withBacking(facts -> {
                BackingFacts answer = scope.backing().apply(facts);
                asked.add(new BackingAnswer(facts.header(), answer));
                return answer;
            });
            return new Known(planning.plan(collecting, found), asked);
        }

        boolean isOf(Scope scope) {
            for (BackingAnswer each : backing) {
                if (!each.isThatOf(scope)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Whether a plan is that for an image. */
    private record IsFor(Scope image) implements Predicate<Known> {
        @Override
        public boolean test(Known known) {
            return known.isOf(image);
        }
    }

    /** Plans an image; the plan is one for others, too. */
    private record Shared(Planning planning, Scope image, Bytes found) implements Function<ImageFacts, Known> {
        @Override
        public Known apply(ImageFacts facts) {
            return Known.of(planning, image.with(facts), found);
        }
    }

    /**
     * A plan that depends on what expressions choose.
     *
     * @param beginning what the steps before the first choice have done
     * @param choices the choices in the order in which they were made: each depends on those before it
     */
    private record Chosen(Known known, Planner.Beginning beginning, List<Choice> choices) {

        boolean isOf(Scope scope, Planner.Beginning begun, Choice first) {
            if (begun != beginning || !choices.get(0).isSameAs(first)) {
                return false;
            }
            for (Choice each : choices.subList(1, choices.size())) {
                if (!each.isThatFor(scope)) {
                    return false;
                }
            }
            return known.isOf(scope);
        }
    }

    /** Creates a cache of the plans that a planner makes. */
    public PlanCache(Planner planner) {
        this.planner = planner;
        this.whole = planner::plan;
        this.steps = planner::planSteps;
    }

    /**
     * Returns the plan for an image.
     *
     * @param found the encoded header
     */
    public ImagePlan plan(Scope scope, Bytes found) {
        if (planner.isShared()) {
            return shared(whole, scope, found);
        }
        Optional<ImagePlan> excluded = planner.excludeByItself(scope, found);
        if (excluded.isPresent()) {
            return excluded.get();
        }
        return planner.areStepsShared() ? shared(steps, scope, found) : byChoices(scope, found);
    }

    /** Returns what a planning that depends on nothing but the image's header and facts, and on its backing file, returns. */
    private ImagePlan shared(Planning planning, Scope scope, Bytes found) {
        return plans.get(scope.facts(), found, new IsFor(scope), new Shared(planning, scope, found)).plan;
    }

    /** Returns the plan of an image for which the same was chosen, or else one that begins with the steps that images share. */
    private ImagePlan byChoices(Scope scope, Bytes found) {
        Planner.Beginning beginning =
                beginnings.get(scope.facts(), found, facts -> planner.begin(scope.with(facts), found));
        Optional<Choice> first = chosen.isOn() ? planner.next(beginning, scope) : Optional.empty();
        if (first.isEmpty()) {
            return planner.finish(beginning, scope, found, Choice::of);
        }
        return chosen.get(
                        scope.facts(),
                        found,
                        first.get().hash(),
                        known -> known.isOf(scope, beginning, first.get()),
                        facts -> listingChoices(beginning, scope, facts, found))
                .known
                .plan;
    }

    /**
     * Plans an image, and lists the choices.
     *
     * @param facts the facts that the edits and rules may ask, but not the expressions: what they choose is what counts
     */
    private Chosen listingChoices(Planner.Beginning beginning, Scope image, ImageFacts facts, Bytes found) {
        List<Choice> choices = new ArrayList<>();
        BiFunction<Step, Scope, Choice> choosing = (step, now) -> {
            if (!planner.isChoosing(step)) {
                return Choice.of(step, now);
            }
            Choice choice =
                    Choice.of(step, image.with(image.facts().with(now.facts().header())));
            choices.add(choice);
            return choice;
        };
        Known known = Known.of(
                (scope, window) -> planner.finish(beginning, scope, window, choosing), image.with(facts), found);
        return new Chosen(known, beginning, choices);
    }
}
