package io.cowhand.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.HeaderBytes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionTest {

    private static SelectionCompilation compile(String text) {
        return Selection.compile(text, new ExpressionCompiler(Map.of(), Set.of()));
    }

    private static Selection selection(String text) {
        assertThat(compile(text)).isInstanceOf(Selection.class);
        return (Selection) compile(text);
    }

    private static List<String> sources(String text) {
        return selection(text).columns().stream()
                .map(column -> column.expression().source())
                .toList();
    }

    private static List<Fault> faults(String text) {
        assertThat(compile(text)).as(text).isInstanceOf(Rejected.class);
        return ((Rejected) compile(text)).faults();
    }

    private static void assertFault(String text, int offset, String message) {
        assertThat(faults(text)).as(text).singleElement().satisfies(fault -> {
            assertThat(fault.offset()).isEqualTo(offset);
            assertThat(fault.message()).contains(message);
        });
    }

    @Test
    void aVariableIsItsOwnNameAndAnExpressionHasOne() {
        String text = " path ,features.incompatible, size / 1024\tas\tkib, size(snapshots) as n-1.x ";

        assertThat(selection(text).names()).containsExactly("path", "features.incompatible", "kib", "n-1.x");
        assertThat(sources(text)).containsExactly("path", "features.incompatible", "size / 1024", "size(snapshots)");
    }

    @Test
    void commasInStringsBracketsAndCommentsSeparateNothing() {
        assertThat(sources("'a, b' as a, r\"\\d\" as b, [1, 2] as c, {'x': 1, 'y': 2} as d, math.greatest(1, 2) as e"))
                .containsExactly("'a, b'", "r\"\\d\"", "[1, 2]", "{'x': 1, 'y': 2}", "math.greatest(1, 2)");
        assertThat(sources("\"\"\"a\", b\"\"\" as a, 1 // one, two as b\n as c"))
                .containsExactly("\"\"\"a\", b\"\"\"", "1 // one, two as b");
    }

    @Test
    void theLastAsOutsideOfStringsAndBracketsCounts() {
        assertThat(selection("'x as y' as z").names()).containsExactly("z");
        assertThat(sources("'x as y' as z, ['p as q'] as r")).containsExactly("'x as y'", "['p as q']");
        assertThat(selection("basename(path) as last").names())
                .as("no as ends or begins a longer word")
                .containsExactly("last");
    }

    @Test
    void theValuesAreThoseOfTheImage() {
        Scope scope = Scope.of(HeaderBytes.v3(16).facts());

        assertThat(selection("version, backing_file, features.compatible as bits")
                        .columns())
                .extracting(column -> column.expression().evaluate(scope))
                .extracting(value -> ((Evaluation.Value) value).value().toString())
                .containsExactly("3", "", "[]");
    }

    @Test
    void faultsAreWhereTheyAreInTheWholeText() {
        assertFault("path, verson", 6, "there is no variable named verson");
        assertFault("'\ud83d\udc04' as cow,  1 + verson as x", 17, "there is no variable named verson");
        assertThat(faults("verson").get(0).unknownName().orElseThrow().candidates())
                .contains("version");
        assertFault("path, size / 2", 6, "an expression needs a name: size / 2 as NAME");
        assertFault("path,", 5, "a variable or an expression is missing here");
        assertFault("", 0, "a variable or an expression is missing here");
        assertFault(" as x", 1, "a variable or an expression is missing here");
        assertFault("size as ", 8, "a name is missing here");
        assertFault("size as 2x", 8, "\"2x\" cannot be a name");
        assertFault("size as a b", 8, "\"a b\" cannot be a name");
        assertFault("path, size as path", 14, "the name path occurs twice");
        assertFault("size as format_version", 8, "the name format_version is taken");
        assertFault("size(", 0, "an expression needs a name");
    }

    @Test
    void allFaultsAreReportedUpToALimit() {
        assertThat(faults("verson, sise, 1")).extracting(Fault::offset).containsExactly(0, 8, 14);
        assertThat(faults("x,".repeat(100))).hasSize(Limits.FAULTS);
        assertFault(" ".repeat(Limits.SOURCE + 1), 0, "limit is");
    }
}
