package io.cowhand.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.operation.OperationCatalog;
import io.cowhand.operation.OperationHandler;
import io.cowhand.problem.Problem;
import io.cowhand.rule.HeaderRule;
import io.cowhand.rule.HeaderRules;
import io.cowhand.testing.Golden;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What {@code ops}, {@code rules} and {@code validate} show. */
class TablesTest {

    @Test
    void anOperationThatIsAlwaysUnsafeAndOneWithChoices() {
        List<String> text = new ArrayList<>();
        List<String> json = new ArrayList<>();
        for (String name : List.of("clear-dirty", "add-extension")) {
            OperationHandler handler = OperationCatalog.load().find(name).orElseThrow();
            text.add(OperationText.line(handler));
            text.addAll(OperationText.page(handler, Integer.MAX_VALUE));
            json.add(OperationJson.line(handler));
        }
        Golden.assertLines("report/operations.txt", text);
        Golden.assertLines("report/operations.jsonl", json);
    }

    @Test
    void pagesAreWrappedAtTheWidthOfTheTerminalButNotTheExample() {
        OperationHandler poke = OperationCatalog.load().find("poke").orElseThrow();
        assertThat(OperationText.page(poke, 40)).containsExactly("""
                poke: Overwrite bytes of the first
                cluster after all other steps, to make
                broken test images
                Each step that uses it needs unsafe:
                true.

                Arguments:
                  offset  (whole number, required)
                      The offset of the first byte from
                      the start of the image.
                      A number from 0 to 2097151.
                  hex  (text, required)
                      The bytes, as pairs of hexadecimal
                      digits; white space is ignored.

                Refuses, besides what every operation
                refuses:
                  Bytes after the end of the first
                  cluster. When the recipe is applied
                  again, its other steps see the header
                  with the bytes overwritten, and may
                  refuse it.

                Example:
                  - op: poke
                    offset: 105
                    hex: 01 02 03
                    unsafe: true
                """.split("\n"));
        for (OperationHandler handler : OperationCatalog.load().handlers()) {
            List<String> lines = OperationText.page(handler, 60);
            assertThat(lines.subList(0, lines.indexOf("Example:"))).allMatch(TablesTest::fits);
        }
        for (HeaderRule rule : HeaderRules.all()) {
            assertThat(RuleText.page(rule, 60)).allMatch(TablesTest::fits);
        }
        assertThat(RuleText.page(HeaderRules.find("cluster-bits-out-of-range").orElseThrow(), 60))
                .anyMatch(line -> line.startsWith("              "));
    }

    /** A word that is too wide stays whole. */
    private static boolean fits(String line) {
        return line.length() <= 60 || !line.strip().contains(" ");
    }

    @Test
    void theValuesThatAnArgumentMayHaveAreSaid() {
        assertThat(limits("{\"minimum\": 0, \"maximum\": 18446744073709551615}"))
                .containsExactly("A number from <0> to <18446744073709551615>.");
        assertThat(limits("{\"minimum\": 1}")).containsExactly("A number of at least <1>.");
        assertThat(limits("{\"maximum\": 9}")).containsExactly("A number of at most <9>.");
        assertThat(limits("{\"enum\": [\"a\", 2], \"pattern\": \"^[a-z]$\"}"))
                .containsExactly("One of <a>, <2>.", "Text that matches <^[a-z]$>.");
        assertThat(limits("{\"type\": \"string\"}")).isEmpty();
    }

    private static List<String> limits(String property) {
        return OperationText.limits(JsonMapper.shared().readTree(property), value -> "<" + value + ">");
    }

    @Test
    void aRule() {
        HeaderRule rule = HeaderRules.find("cluster-bits-out-of-range").orElseThrow();
        List<String> text = new ArrayList<>(RuleText.page(rule, Integer.MAX_VALUE));
        text.add(RuleText.line(rule));
        Golden.assertLines("report/rule.txt", text);
        Golden.assertLines("report/rule.jsonl", List.of(RuleJson.line(rule)));
    }

    @Test
    void theProblemsOfARecipe() {
        Golden.assertLines(
                "report/recipes.jsonl",
                List.of(
                        RecipeJson.validation("good.yaml", List.of()),
                        RecipeJson.validation(
                                SampleResults.HOSTILE,
                                List.of(
                                        Problem.inText("schema", "bad.yaml", 14, 5, "/steps/2/magic", "not a number"),
                                        Problem.error("unreadable", SampleResults.HOSTILE))),
                        RecipeJson.summary(2, 1)));
    }
}
