package io.cowhand.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cowhand.operation.Binding;
import io.cowhand.operation.OperationHandler;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultyHandlerTest {

    @TempDir
    Path folder;

    private List<String> problems(OperationHandler handler) {
        return new RecipeFixture(folder, handler).stepProblems("op: " + handler.name());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1|it is not JSON: ",
                "{} {}|it is not JSON: there is more than one JSON value",
                "''|it is not JSON: there is no JSON value",
                "[]|it is not a JSON object",
                "{\"properties\": []}|its \"properties\" is not a JSON object",
                "{\"properties\": {\"a\": true}}|its property \"a\" is not a JSON object",
                "{\"properties\": {\"name\": {}}}|its property \"name\" is a key of every step",
                "{\"required\": \"a\"}|its \"required\" is not a list",
                "{\"properties\": {\"a\": {\"$ref\": \"#\"}}}|it contains $ref, which is not supported"
            })
    void aSchemaThatCannotBeUsedNamesItsHandler(String schema, String why) {
        TestOperation faulty = TestOperation.of("faulty", schema);
        String start = "the schema of operation faulty (io.cowhand.recipe.TestOperation) cannot be used: " + why;
        assertThatThrownBy(() -> RecipeSchema.of(TestOperation.catalog(faulty)))
                .isInstanceOf(InvalidFragmentException.class)
                .hasMessageStartingWith(start);
        assertThat(problems(faulty)).singleElement().asString().startsWith("5:5: /steps/0: " + start);
    }

    @Test
    void aFaultyOperationDoesNotHinderRecipesThatDoNotUseIt() {
        RecipeFixture recipes = new RecipeFixture(folder, TestOperation.of("faulty", "["));
        assertThat(recipes.stepProblems("op: danger\nunsafe: true")).isEmpty();
    }

    @Test
    void aKeywordThatIsNotSupportedIsAFault() {
        TestOperation faulty = TestOperation.of("faulty", "{\"unevaluatedProperties\": false}");
        assertThat(problems(faulty))
                .singleElement()
                .asString()
                .startsWith("5:5: /steps/0: the schema of operation faulty cannot be used: ")
                .contains("the keyword \"unevaluatedProperties\" is not supported");
    }

    @Test
    void aPatternThatIsNoneIsAFaultEvenIfAnExpressionIsMatched() {
        TestOperation faulty =
                TestOperation.of("faulty", "{\"properties\": {\"a\": {\"type\": \"string\", \"pattern\": \"[\"}}}");
        assertThat(new RecipeFixture(folder, faulty).stepProblems("op: faulty\na: ${name}"))
                .singleElement()
                .asString()
                .contains("the schema of operation faulty cannot be used: ");
    }

    @Test
    void anExceptionFromBindIsAProblemOfTheStep() {
        TestOperation thrower = new TestOperation("thrower", TestOperation.NO_ARGUMENTS, false, arguments -> {
            throw new IllegalStateException("boom");
        });
        assertThat(problems(thrower))
                .containsExactly(
                        "5:5: /steps/0: operation thrower has a defect: java.lang.IllegalStateException: boom");
    }

    @Test
    void aRefusalWithoutAReasonIsAFault() {
        TestOperation silent = new TestOperation(
                "silent", TestOperation.NO_ARGUMENTS, false, arguments -> new Binding.Invalid(List.of()));
        assertThat(problems(silent))
                .containsExactly("5:5: /steps/0: operation silent has a defect: it does not say what is wrong");
    }
}
