package io.cowhand.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoreTypeTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "~", "null", "Null", "NULL"})
    void theseAreNothing(String plain) {
        assertThat(CoreType.of(plain)).isEqualTo(CoreType.NULL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "True", "TRUE", "false", "False", "FALSE"})
    void theseAreTruthValues(String plain) {
        assertThat(CoreType.of(plain)).isEqualTo(CoreType.BOOLEAN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "+5", "-17", "99999999999999999999", "0o17", "0x1F", "0xdeadBEEF"})
    void theseAreWholeNumbers(String plain) {
        assertThat(CoreType.of(plain)).isEqualTo(CoreType.INTEGER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.10", "1.", ".5", "-.5", "12e4567", "1E-3", "0.0e+1", "0e0", ".inf", "-.INF", "+.Inf", ".nan", ".NaN"
            })
    void theseAreNumbersWithAFraction(String plain) {
        assertThat(CoreType.of(plain)).isEqualTo(CoreType.FLOAT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes",
                "on",
                "No",
                "y",
                "tRUE",
                "nULL",
                "1:30",
                "2001-01-01",
                "010",
                "-010",
                "00",
                "010.5",
                "0123e4",
                "1_000",
                "0b11",
                "0o8",
                "0o",
                "0x",
                "-0x1F",
                "0X1F",
                "-",
                "+",
                ".",
                "-.",
                "1e",
                "1e+",
                "e5",
                "1.e",
                "1.2.3",
                "--1",
                " 1",
                "1 ",
                "٣",
                "-.nan",
                "inf",
                "<<",
                "=",
                ".5.",
                "..5",
                "+.",
                "."
            })
    void theseAreText(String plain) {
        assertThat(CoreType.of(plain)).isEqualTo(CoreType.TEXT);
    }
}
