package io.cowhand.plan;

import io.cowhand.bytes.Bytes;
import io.cowhand.expression.Scope;
import io.cowhand.qcow2.ImageCache;

/**
 * Plans images, and uses a plan again for images with an equal header and equal answers to what the planning asks beyond it.
 * Operations are pure, so planning again would give an equal plan. Safe for use by several threads.
 */
public final class PlanCache {

    private final Planner planner;
    private final ImageCache<ImagePlan> plans = new ImageCache<>();
    private final boolean isUsed;

    /**
     * Creates a cache.
     *
     * @param planner plans images
     * @param readsOtherFiles whether a plan depends on files other than the image
     */
    public PlanCache(Planner planner, boolean readsOtherFiles) {
        this.planner = planner;
        this.isUsed = !readsOtherFiles && planner.readsOnlyFacts();
    }

    /**
     * Returns the plan for an image.
     *
     * @param found the encoded header
     */
    public ImagePlan plan(Scope scope, Bytes found) {
        return isUsed
                ? plans.get(scope.facts(), found, facts -> planner.plan(scope.with(facts), found))
                : planner.plan(scope, found);
    }
}
