package io.cowhand.plan;

import io.cowhand.bytes.Bytes;
import io.cowhand.expression.BackingFacts;
import io.cowhand.expression.Scope;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageCache;
import java.util.ArrayList;
import java.util.List;

/**
 * Plans images, and uses a plan again for images with an equal header and equal answers to what the planning asks beyond it.
 * Operations are pure, so planning again would give an equal plan. Safe for use by several threads.
 */
public final class PlanCache {

    private final Planner planner;
    private final ImageCache<Known> plans = new ImageCache<>();

    /** What was known of the backing file that a header names. */
    private record BackingAnswer(HeaderImage header, BackingFacts facts) {

        boolean isThatOf(Scope scope) {
            BackingFacts now = scope.with(scope.facts().with(header)).backingFacts();
            return facts.isUnknown() ? now.isUnknown() : now.equals(facts);
        }
    }

    /** A plan, and what it depends on besides the image's facts. */
    private record Known(ImagePlan plan, List<BackingAnswer> backing) {

        static Known of(Planner planner, Scope scope, Bytes found) {
            List<BackingAnswer> asked = new ArrayList<>();
            Scope collecting = scope.withBacking(facts -> {
                BackingFacts answer = scope.backing().apply(facts);
                asked.add(new BackingAnswer(facts.header(), answer));
                return answer;
            });
            return new Known(planner.plan(collecting, found), asked);
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
        if (!planner.readsOnlyFiles()) {
            return planner.plan(scope, found);
        }
        return plans.get(
                        scope.facts(),
                        found,
                        known -> known.isOf(scope),
                        facts -> Known.of(planner, scope.with(facts), found))
                .plan;
    }
}
