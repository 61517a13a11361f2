package io.cowhand.report;

import io.cowhand.operation.OperationCatalog;
import io.cowhand.operation.OperationHandler;
import io.cowhand.problem.Problem;
import io.cowhand.rule.HeaderRule;
import io.cowhand.rule.HeaderRules;
import io.cowhand.testing.Golden;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code ops}, {@code rules} and {@code validate} show. */
class TablesTest {

    @Test
    void anOperationThatIsAlwaysUnsafeAndOneWithChoices() {
        List<String> text = new ArrayList<>();
        List<String> json = new ArrayList<>();
        for (String name : List.of("clear-dirty", "add-extension")) {
            OperationHandler handler = OperationCatalog.load().find(name).orElseThrow();
            text.add(OperationText.line(handler));
            text.addAll(OperationText.page(handler));
            json.add(OperationJson.line(handler));
        }
        Golden.assertLines("report/operations.txt", text);
        Golden.assertLines("report/operations.jsonl", json);
    }

    @Test
    void aRule() {
        HeaderRule rule = HeaderRules.find("cluster-bits-out-of-range").orElseThrow();
        List<String> text = new ArrayList<>(RuleText.page(rule));
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
