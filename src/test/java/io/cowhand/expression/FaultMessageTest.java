package io.cowhand.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultMessageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "vers == 3 | 0 | there is no variable named vers",
                "version == 3 && vers == 3 | 16 | there is no variable named vers",
                "old == '' | 0 | there is no variable named old; did you mean \"vars.old\"?",
                "found | 0 | there is no variable named found; did you mean \"backing.found\"?",
                "version == 3 && dirty | 16 | there is no variable named dirty; did you mean \"dirty\" in features.incompatible?",
                "lazy_refcounts | 0 | there is no variable named lazy_refcounts; did you mean \"lazy-refcounts\" in features.compatible?",
                "path.lower() | 5 | there is no function named lower; did you mean \"lowerAscii\"?",
                "path.start('x') | 5 | there is no function named start; did you mean \"startsWith\"?",
                "backing.fond | 0 | there is no variable named backing.fond",
                "backing | 0 | backing is not a variable, only the first part of backing.depth, backing.format, backing.found, backing.path, backing.problems, backing.size",
                "backing_file.startWith('x') | 13 | there is no function named startWith",
                "foo(1) | 0 | there is no function named foo",
                "math.foo(1) | 0 | there is no function named math.foo",
                "backing_file == 3 | 13 | text and a number cannot be compared with ==",
                "'a' < 1 | 4 | text and a number cannot be compared with <",
                "version + 'a' | 8 | a number and text cannot be joined with +; string() makes text of a value",
                "version - 'a' | 8 | a number and text cannot be computed with -",
                "!version | 0 | ! needs true or false, not a number",
                "-backing_file | 0 | - needs a number, not text",
                "version && true | 8 | && needs true or false on both sides, not a number",
                "version ? 1 : 2 | 8 | ? needs true or false before it, not a number",
                "true ? 1 : 'a' | 5 | ? chooses between values of one type, not a number and text",
                "row[3] | 3 | a mapping has no element that a number could name",
                "version in ['a'] | 8 | a number cannot be in a list of which each element is text",
                "[1, 2].all(x, x) | 10 | the condition of a macro must be true or false, not a number",
                "version.all(x, true) | 0 | a number has no elements; a list or a mapping is needed before the macro",
                "size(version) | 4 | size() does not take a number",
                "row.owner.first | 9 | text has no parts that a name could select",
                "has(version) | 3 | has() asks for a key of a mapping, as in has(row.owner)",
                "Foo{a: 1} | 3 | expressions make no messages; Foo{…} is one. A mapping is written {\"key\": value}",
                "1.5 | 0 | the expression gives a number with a fraction; text, a whole number, true or false, a list or a mapping is needed",
                "null | 0 | the expression gives null; text, a whole number, true or false, a list or a mapping is needed",
                "version > | 9 | the expression ends too early",
                "version ==== 3 | 10 | \"==\" is not expected here",
                "(version | 8 | \")\" is missing at the end",
                "version == 3 3 | 13 | \"3\" is not expected here",
                "version = 3 | 8 | \"=\" is not an operator; write == to compare",
                "vars.on and true | 8 | \"and\" is not an operator; write &&",
                "version is 3 | 8 | \"is\" is not expected here",
                "(version ? 1 2) | 13 | \":\" is missing before \"2\"",
                "for | 0 | \"for\" is a reserved word, and cannot be a name",
                "'abc | 0 | the text in quotes has no end, or a \\ that means nothing in it; write \\\\ for the character itself",
                "9223372036854775808 | 0 | 9223372036854775808 is too large; expressions can only use numbers from -2^63 to 2^63-1",
                "[1].map(1, 2) | 8 | the first argument of the macro must be a name for the elements",
            })
    void faultsAreInPlainEnglishAndSayWhere(String source, int offset, String message) {
        Fault fault = Expressions.faults(source).get(0);

        assertThat(fault.message()).isEqualTo(message);
        assertThat(fault.offset()).isEqualTo(offset);
    }

    @Test
    void offsetsCountCodePoints() {
        assertThat(Expressions.faults("'\ud83d\udc04' == '' && vers == 3")
                        .get(0)
                        .offset())
                .isEqualTo(13);
    }

    @Test
    void offsetsCountAllLines() {
        assertThat(Expressions.faults("version == 3\n  && vers == 3").get(0).offset())
                .isEqualTo(18);
        assertThat(Expressions.faults("version == 3\n  && 'x' == 3").get(0).offset())
                .isEqualTo(22);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t"})
    void anEmptyExpressionIsAFault(String source) {
        assertThat(Expressions.faults(source)).containsExactly(new Fault(0, "the expression is empty"));
    }

    @Test
    void allUnknownNamesAreReported() {
        assertThat(Expressions.faults("vers == 3 && backing.fond"))
                .extracting(Fault::offset)
                .containsExactly(0, 13);
    }

    @Test
    void theCandidatesAreNamesOfTheSameKind() {
        assertThat(candidates("vers == 3")).contains("version", "backing.found", "vars.old");
        assertThat(candidates("backing.fond")).contains("backing.found").doesNotContain("version");
        assertThat(candidates("path.startWith('x')")).contains("startsWith", "glob", "exists", "sortBy", "has");
    }

    private static List<String> candidates(String source) {
        return Expressions.faults(source).get(0).unknownName().orElseThrow().candidates();
    }

    @Test
    void anotherTypeThanTheWantedOneIsAFault() {
        assertThat(Expressions.COMPILER.compile("version", ValueType.BOOLEAN))
                .isEqualTo(new Rejected(
                        List.of(new Fault(0, "the expression gives a whole number; true or false is needed"))));
        assertThat(Expressions.COMPILER.compile("version == 3", ValueType.BOOLEAN))
                .isInstanceOf(Expression.class);
        assertThat(Expressions.COMPILER.compile("vars.ticket", ValueType.BOOLEAN))
                .isInstanceOf(Expression.class);
    }
}
