package io.cowhand.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.fleet.StepProblem;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.testing.Steps;

/** Plans headers in memory. */
final class Plans {

    private Plans() {}

    static ImagePlan plan(ImageFacts facts, String... steps) {
        return new Planner(Steps.of(steps)).plan(facts);
    }

    /** The edit that a plan must be. */
    static ImagePlan.Edit edit(ImageFacts facts, String... steps) {
        ImagePlan plan = plan(facts, steps);
        assertThat(plan).isInstanceOf(ImagePlan.Edit.class);
        return (ImagePlan.Edit) plan;
    }

    /** The first reason of the refusal that a plan must be. */
    static StepProblem refusal(ImageFacts facts, String... steps) {
        ImagePlan plan = plan(facts, steps);
        assertThat(plan).isInstanceOf(ImagePlan.Refused.class);
        return ((ImagePlan.Refused) plan).problems().get(0);
    }
}
