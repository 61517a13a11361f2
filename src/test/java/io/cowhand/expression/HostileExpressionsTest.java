package io.cowhand.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No expression hangs, exhausts memory or overflows the stack. */
class HostileExpressionsTest {

    private static final int SECONDS = 60;
    private static final String TEN = "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]";

    /** Wraps a text many times. */
    private static String nested(String text, int times, UnaryOperator<String> around) {
        return Stream.iterate(text, around).skip(times).findFirst().orElseThrow();
    }

    /** Each macro gives the next one something made of two of its elements. */
    private static String doubling(String first, String twice, int times, String last) {
        StringBuilder source = new StringBuilder(first + ".map(x0, ");
        for (int i = 0; i < times; i++) {
            source.append(twice.replace("?", "x" + i)).append(".map(x" + (i + 1) + ", ");
        }
        return source + last.replace("?", "x" + times) + ")".repeat(times + 1);
    }

    static Stream<String> tooDeep() {
        return Stream.of(
                "(".repeat(8_000) + "1" + ")".repeat(8_000),
                "(".repeat(16_000),
                "[".repeat(8_000),
                "{".repeat(8_000),
                "1" + "+1".repeat(8_000),
                "1" + "<1".repeat(8_000),
                "row" + ".a".repeat(8_000),
                "row" + "[0]".repeat(5_000),
                "true" + "?true:true".repeat(1_500),
                "'a'" + ".size()".repeat(2_000),
                "has(".repeat(4_000),
                "[1].map(x, ".repeat(1_400));
    }

    @ParameterizedTest
    @MethodSource("tooDeep")
    @Timeout(SECONDS)
    void deepNestingIsAFault(String source) {
        assertThat(Expressions.faults(source).get(0).message())
                .isEqualTo("the expression is nested too deep; limit is " + Limits.NESTING);
    }

    /** Half of what threads have. */
    @Test
    @Timeout(SECONDS)
    void deepNestingIsAFaultInASmallStack() throws InterruptedException {
        Thread thread = new Thread(null, () -> tooDeep().forEach(Expressions::faults), "small", 512 << 10);
        Throwable[] thrown = new Throwable[1];
        thread.setUncaughtExceptionHandler((where, what) -> thrown[0] = what);
        thread.start();
        thread.join();

        assertThat(thrown[0]).isNull();
    }

    @Test
    @Timeout(SECONDS)
    void whatIsJustNotTooDeepWorks() {
        assertThat(Expressions.value("(".repeat(90) + "1" + ")".repeat(90))).isEqualTo(1L);
        assertThat(Expressions.value("1" + " + 1".repeat(90))).isEqualTo(91L);
        assertThat(Expressions.value("true" + " && true".repeat(1_500))).isEqualTo(true);
        assertThat(Expressions.value("!".repeat(16_000) + "true")).isEqualTo(true);
    }

    @Test
    @Timeout(SECONDS)
    void aLongExpressionIsAFault() {
        assertThat(Expressions.faults("version == 3 || ".repeat(6_400)).get(0).message())
                .isEqualTo("the expression has 102400 characters; limit is 16384");
    }

    @Test
    @Timeout(SECONDS)
    void aLongExpressionWithManyMistakesHasFewFaults() {
        assertThat(Expressions.faults("1" + "||1".repeat(4_000))).hasSize(Limits.FAULTS);
        assertThat(Expressions.faults("a" + "||a".repeat(4_000))).hasSize(Limits.FAULTS);
    }

    static Stream<String> tooMuch() {
        return Stream.of(
                doubling("['aaaa']", "[? + ?]", 24, "?"),
                doubling("[[1, 2]]", "[? + ?]", 24, "?"),
                doubling("[[1, 2]]", "[[?, ?]]", 24, "?"),
                doubling("[[1, 2]]", "[[?, ?]]", 24, "? == ?"),
                doubling("[[1, 2]]", "[[?, ?]]", 24, "size(?)"),
                doubling("[[1, 2]]", "[[?, ?]]", 24, "?.flatten(50)"),
                doubling("[[1, 2]]", "[[?, ?]]", 24, "?.distinct()"),
                doubling("[[1, 2]]", "[{'a': ?, 'b': ?}]", 24, "?"),
                nested("1", 8, inner -> TEN + ".map(i, " + inner + ")"),
                "lists.range(100000).map(x, lists.range(100000))",
                "[" + String.join(", ", Collections.nCopies(700, "lists.range(100000)")) + "]",
                "lists.range(100000).map(x, " + TEN + ")",
                "lists.range(100000).map(x, {'a': {'b': x}})",
                "lists.range(1000).map(x, [" + "0, ".repeat(3_000) + "0])",
                "lists.range(50000).exists(i, 'aaaaaaaaaaaaaaaaaaaaaaaaa'.matches('(a*)*b|' + string(i)))",
                "lists.range(50000).exists(i, glob('aaaaaaaaaaaaaaa', '{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}*' + string(i)))",
                "[lists.range(60000)].exists(l, lists.range(10000).exists(i, l == l && false))",
                "[lists.range(60000)].exists(l, lists.range(10000).exists(i, 99999 in l))",
                "[lists.range(60000)].exists(l, lists.range(10000).exists(i, l.sort() == []))",
                "lists.range(90000).exists(i, '" + "a".repeat(300) + "'.contains('b'))",
                "'" + "x".repeat(8_000) + "'.split('').map(c, c).join('')");
    }

    @ParameterizedTest
    @MethodSource("tooMuch")
    @Timeout(SECONDS)
    void tooManyStepsFail(String source) {
        assertThat(Expressions.failure(source).message())
                .isEqualTo("the evaluation takes too long or builds too much; limit is " + Limits.STEPS
                        + " parts, characters and elements");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lists.range(1000000000)",
                "'a'.matches('((((a{1000}){1000}){1000}){1000})')",
                "glob('a', '{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}')",
            })
    @Timeout(SECONDS)
    void singleCallsAreBounded(String source) {
        assertThat(Expressions.failure(source).message()).matches(".*(limit is|more than) [0-9]+.*");
    }

    @Test
    @Timeout(SECONDS)
    void textsThatGrowFail() {
        String twice = ".replace('a', '" + "a".repeat(40) + "')";

        assertThat(Expressions.failure("'a'" + twice.repeat(50)).message())
                .isEqualTo("the text becomes too long; limit is 262144 characters");
        assertThat(Expressions.failure("'" + "a".repeat(5_000) + "'.contains('" + "a".repeat(5_000) + "b')")
                        .message())
                .isEqualTo("a text of 5000 characters is too long to be searched for this");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "//", "\0", "\ud800", "`", "\"\"\"", "${}", "@result", "a\u2028b"})
    @Timeout(SECONDS)
    void whatIsNoExpressionIsAFault(String source) {
        assertThat(Expressions.faults(source)).isNotEmpty();
    }

    @Test
    @Timeout(SECONDS)
    void macrosOverListsOfSomeThousandsWork() {
        assertThat(Expressions.value("size(lists.range(2000).map(i, i).filter(i, i < 1000))"))
                .isEqualTo(1000L);
        assertThat(Expressions.value("lists.range(50000).all(i, i >= 0)")).isEqualTo(true);
    }
}
