package io.cowhand.plan;

import io.cowhand.bytes.Bytes;
import io.cowhand.expression.BackingFacts;
import io.cowhand.expression.Scope;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageCache;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Plans images, and uses a plan again for images with an equal header and equal answers to what the planning asks beyond it.
 * Operations are pure, so planning again would give an equal plan. Where the condition or a step reads what each image has of its
 * own, such as its name, it uses again what does not depend on that. Safe for use by several threads.
 */
public final class PlanCache {

    /** How many beginnings are kept, a power of two: each holds two headers and the changes between them. */
    private static final int BEGINNINGS = 1 << 11;

    private final Planner planner;
    private final ImageCache<Known> plans = new ImageCache<>();
    private final ImageCache<Planner.Beginning> beginnings = new ImageCache<>(BEGINNINGS);

    /** What was known of the backing file that a header names. */
    private record BackingAnswer(HeaderImage header, BackingFacts facts) {

        boolean isThatOf(Scope scope) {
            BackingFacts now = scope.with(scope.facts().with(header)).backingFacts();
            return facts.isUnknown() ? now.isUnknown() : now.equals(facts);
        }
    }

    /** A plan, and what it depends on besides the image's facts. */
    private record Known(ImagePlan plan, List<BackingAnswer> backing) {

        static Known of(BiFunction<Scope, Bytes, ImagePlan> planning, Scope scope, Bytes found) {
            List<BackingAnswer> asked = new ArrayList<>();
            Scope collecting = scope.withBacking(facts -> {
                BackingFacts answer = scope.backing().apply(facts);
                asked.add(new BackingAnswer(facts.header(), answer));
                return answer;
            });
            return new Known(planning.apply(collecting, found), asked);
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

    /** Creates a cache of the plans that a planner makes. */
    public PlanCache(Planner planner) {
        this.planner = planner;
    }

    /**
     * Returns the plan for an image.
     *
     * @param found the encoded header
     */
    public ImagePlan plan(Scope scope, Bytes found) {
        if (planner.isShared()) {
            return shared(planner::plan, scope, found);
        }
        Optional<ImagePlan> excluded = planner.exclude(scope, found);
        if (excluded.isPresent()) {
            return excluded.get();
        }
        if (planner.areStepsShared()) {
            return shared(planner::planSteps, scope, found);
        }
        if (!planner.hasSharedBeginning()) {
            return planner.planSteps(scope, found);
        }
        Planner.Beginning beginning =
                beginnings.get(scope.facts(), found, facts -> planner.begin(scope.with(facts), found));
        return planner.finish(beginning, scope, found);
    }

    /** Returns what a planning that depends on nothing but the image's header and facts, and on its backing file, returns. */
    private ImagePlan shared(BiFunction<Scope, Bytes, ImagePlan> planning, Scope scope, Bytes found) {
        return plans.get(
                        scope.facts(),
                        found,
                        known -> known.isOf(scope),
                        facts -> Known.of(planning, scope.with(facts), found))
                .plan;
    }
}
