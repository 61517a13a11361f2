package io.cowhand.plan;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.WindowCache;
import io.cowhand.expression.Scope;
import io.cowhand.qcow2.ImageAnswers;
import io.cowhand.qcow2.ImageFacts;
import java.util.Optional;

/**
 * Plans images; what was planned for one is the plan of all that have an equal header, and of which the planning would learn the
 * same. Operations are pure, so planning them again would lead to an equal plan. Safe for use by several threads.
 */
public final class PlanCache {

    /** A plan, and what it depends on besides the header. */
    private record Known(ImagePlan plan, ImageAnswers answers) {}

    private final Planner planner;
    private final WindowCache<Known> plans = new WindowCache<>();
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
        ImageFacts facts = scope.facts();
        if (!isUsed || !facts.hasNoTables()) {
            return planner.plan(scope, found);
        }
        Optional<Known> known = plans.get(found, each -> each.answers.areThoseOf(facts));
        if (known.isPresent()) {
            return known.get().plan;
        }
        ImageAnswers answers = new ImageAnswers();
        ImagePlan plan = planner.plan(scope.with(facts.collecting(answers)), found);
        plans.put(found, new Known(plan, answers));
        return plan;
    }
}
