package io.cowhand.regex;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternSizeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^/mnt/nfs[0-9]+/",
                "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
                "(a{10}){10}",
                "[]{}]{2}",
                "[^]x{1000}]{2}",
                "\\(a{9}\\)",
                "\\Q/mnt/[",
                "a{,9}{"
            })
    void patternsThatPeopleWriteAreSmall(String pattern) {
        assertThat(PatternSize.of(pattern)).isLessThan(500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((((x{100}){100}){100}){100})",
                "(((x{1000}){30}){30})",
                "((x{100}){100}|y){100}",
                "(x{999999999}){999999999}",
                "((((x{0,100}){100,}){100}){100",
                "(?:(?:x{200}){200})*",
                "\\Q[\\E(?:(?:ab){200}){200}"
            })
    void repetitionsWithinOneAnotherMultiply(String pattern) {
        assertThat(PatternSize.of(pattern)).isGreaterThan(10_000);
    }

    @ParameterizedTest
    @CsvSource({"abc, 3", "a{3}, 4", "(ab){3}, 12", "a, 1"})
    void theSizeIsTheNumberOfCharactersWrittenOut(String pattern, long size) {
        assertThat(PatternSize.of(pattern)).isEqualTo(size);
    }
}
