package io.cowhand.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeLimitTest {

    @ParameterizedTest
    @CsvSource({
        "500ms, 500, 500 ms",
        "30s, 30000, 30 s",
        "2m, 120000, 120 s",
        "1h, 3600000, 3600 s",
        "1500ms, 1500, 1500 ms"
    })
    void aTextIsANumberAndAUnit(String text, long milliseconds, String shown) {
        assertThat(TimeLimit.parse(text)).hasValueSatisfying(limit -> {
            assertThat(limit.duration()).isEqualTo(Duration.ofMillis(milliseconds));
            assertThat(limit).hasToString(shown);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "60", "s", "0s", "0ms", "-1s", "1.5s", "1 s", "1d", "1S", "99999999999h"})
    void whatIsNoTimeOrNoneAtAllIsNoLimit(String text) {
        assertThat(TimeLimit.parse(text)).isEmpty();
        assertThatThrownBy(() -> new TimeLimit(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whoWaitsLooksOftenEnoughToExceedTheLimitByLittle() {
        assertThat(TimeLimit.DEFAULT.interval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(new TimeLimit(Duration.ofMillis(800)).interval()).isEqualTo(Duration.ofMillis(101));
        assertThat(new TimeLimit(Duration.ofMillis(1)).interval()).isLessThan(Duration.ofMillis(2));
    }
}
