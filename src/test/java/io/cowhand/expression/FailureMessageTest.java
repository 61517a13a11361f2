package io.cowhand.expression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureMessageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "row.nope | 3 | row has no key \"nope\"",
                "row['nope'] | 3 | row has no key \"nope\"",
                "labels.nope == 'x' | 6 | labels has no key \"nope\"",
                "vars.formats.zzz | 12 | vars.formats has no key \"zzz\"",
                "extensions[0].nope | 13 | there is no key \"nope\"",
                "vars.list[5] | 9 | vars.list has no element 5",
                "1 / 0 | 2 | division by zero",
                "version % 0 | 8 | division by zero",
                "9223372036854775807 + version | 20 | the result is too large; expressions can only use numbers from -2^63 to 2^63-1",
                "int('x') | 3 | \"x\" is not a number",
                "{'a': 1, 'a': 2} | 9 | the key \"a\" stands twice in a mapping",
                "dyn(1) + 'a' | 7 | + does not take values of the types that it gets here",
                "'x'.matches('[') | 11 | \"[\" is not a regular expression in RE2 syntax: missing closing ]",
                "glob('x', '[') | 4 | \"[\" is not a glob: the [ at character 1 is never closed; write \\[ for the character itself",
                "'abc'.charAt(4) | 12 | there is no position 4 in a text of 3 characters",
                "dyn(version).foo | 12 | a value that is no mapping has no key \"foo\"",
            })
    void failuresAreInPlainEnglishAndSayWhere(String source, int offset, String message) {
        Evaluation.Failed failure = Expressions.failure(source);

        assertThat(failure.message()).isEqualTo(message);
        assertThat(failure.offset()).hasValue(offset);
    }

    @Test
    void valuesThatNothingTakesAreFailures() {
        assertThat(Expressions.failure("dyn(1.5)").message())
                .isEqualTo(
                        "the value is a number with a fraction, which is neither text, a whole number, true, false, a"
                                + " list nor a mapping");
        assertThat(Expressions.failure("[1, null]").message()).startsWith("the value is null");
        assertThat(Expressions.failure("{1: 2}").message())
                .isEqualTo("the value is a mapping with a key that is a number, not text");
    }

    @Test
    void longValuesAreShortened() {
        assertThat(Expressions.failure("int('" + "x".repeat(5000) + "')").message())
                .hasSizeLessThan(300);
        assertThat(Expressions.failure("row['" + "x".repeat(5000) + "']").message())
                .hasSizeLessThan(300);
    }

    @Test
    void theOtherSideOfOrMayDecide() {
        assertThat(Expressions.value("row.nope == 'x' || version == 3")).isEqualTo(true);
    }
}
