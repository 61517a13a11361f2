package io.cowhand.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortionTest {

    private static Portion of(String text) {
        return Portion.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "999999999", "1%", "99%", "100%"})
    void whatIsReadIsWrittenTheSame(String text) {
        assertThat(of(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "0%", "101%", "-1", "1.5", "5 %", "1000000000", "5%%", "x", "٣"})
    void otherTextsAreNoPortion(String text) {
        assertThat(Portion.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "5%,1000,50",
        "5%,1001,51",
        "1%,1,1",
        "1%,0,0",
        "100%,7,7",
        "99%,100,99",
        "10,3,10",
        "100%,3000000000,3000000000"
    })
    void aPercentageIsRoundedUp(String portion, long images, long expected) {
        assertThat(of(portion).of(images)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "1%,1,100,false",
        "1%,2,100,true",
        "1%,1,99,true",
        "0,0,5,false",
        "0,1,5,true",
        "3,3,1,false",
        "100%,5,5,false"
    })
    void moreThanAPercentageIsTooMany(String portion, long some, long images, boolean isExceeded) {
        assertThat(of(portion).isExceededBy(some, images)).isEqualTo(isExceeded);
    }

    @Test
    void whatIsOutOfRangeIsRefused() {
        assertThatThrownBy(() -> new Portion(-1, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Portion(101, true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Portion(0, true)).isInstanceOf(IllegalArgumentException.class);
    }
}
