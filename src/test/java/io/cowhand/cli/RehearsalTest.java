package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.plan.ImagePlan;
import org.junit.jupiter.api.Test;

class RehearsalTest {

    @Test
    void goesAllTheWayToAChange() {
        assertThat(new Rehearsal().rehearse()).isInstanceOf(ImagePlan.Edit.class);
    }
}
