package io.cowhand.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.expression.BackingFacts;
import io.cowhand.expression.Evaluation;
import io.cowhand.expression.Scope;
import io.cowhand.operation.Arguments;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.schema.JsonText;
import io.cowhand.testing.HeaderBytes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LateTextsTest {

    private static final HeaderBytes IMAGE = HeaderBytes.v3(16);

    @TempDir
    Path folder;

    private static LateArgument late(String... path) {
        return new LateArgument(List.of(path), scope -> new Evaluation.Value(""), Set.of(), "", false);
    }

    private static boolean acceptsAnyText(String schema, String... path) {
        LateTexts texts = new LateTexts(JsonText.parse(schema), List.of(late(path)));
        assertThat(texts.with(List.of("any"))).isEmpty();
        texts.foundValid(new Arguments(
                Map.of("a", "x", "other", "x", "map", Map.of("any", "x"), "list", List.of("0", "1", "2", "3")),
                Map.of(),
                false));
        assertThat(texts.with(List.of(7L))).isEmpty();
        return texts.with(List.of("any")).isPresent();
    }

    @Test
    void anyTextIsValidWhereTheSchemaAsksForNoMoreThanATextSomewhere() {
        String schema = """
                {"title": "t", "type": "object", "required": ["a"], "additionalProperties": false,
                 "properties": {
                   "a": {"type": "string", "description": "d", "default": "x"},
                   "map": {"type": "object", "minProperties": 1, "additionalProperties": {"type": "string"}},
                   "list": {"type": "array", "maxItems": 9, "items": {"type": "string"}},
                   "other": {"type": "string", "pattern": "x"}}}
                """;
        assertThat(acceptsAnyText(schema, "a")).isTrue();
        assertThat(acceptsAnyText(schema, "map", "any")).isTrue();
        assertThat(acceptsAnyText(schema, "list", "3")).isTrue();
        assertThat(acceptsAnyText(schema, "other")).isFalse();
        assertThat(acceptsAnyText(schema, "missing")).isFalse();
        assertThat(acceptsAnyText(schema, "map")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type': 'object', 'additionalProperties': {'type': 'string', 'minLength': 1}}",
                "{'items': {'type': 'string', 'pattern': 'x'}, 'additionalProperties': {'type': 'string'}}",
                "{'properties': {'a': {'type': 'string'}}}",
                "{'type': ['object', 'array'], 'properties': {'a': {'type': 'string'}}}",
                "{'type': 'object', 'properties': {'a': {'type': 'string', 'minLength': 1}}}",
                "{'type': 'object', 'properties': {'a': {'type': 'string', 'format': 're2-pattern'}}}",
                "{'type': 'object', 'properties': {'a': {'type': ['string', 'integer']}}}",
                "{'type': 'object', 'properties': {'a': {'enum': ['x', 'y']}}}",
                "{'type': 'object', 'properties': {'a': {}}}",
                "{'type': 'object', 'properties': {'a': {'type': 'string'}}, 'not': {'required': ['b']}}",
                "{'type': 'object', 'properties': {'a': {'type': 'string'}}, 'patternProperties': {'a': {'maxLength': 3}}}",
                "{'type': 'object', 'properties': {'a': {'type': 'string'}}, 'if': {}, 'then': {}}",
                "{'type': 'object', 'properties': {'a': {'type': 'string'}}, 'unknownKeyword': 1}",
            })
    void aTextMayBeInvalidWhereTheSchemaAsksForMore(String schema) {
        assertThat(acceptsAnyText(schema.replace('\'', '"'), "a")).isFalse();
    }

    /** Binds a step for rows, one after the other, and returns the arguments. */
    private List<Arguments> bound(List<Map<String, String>> rows) {
        TestOperation operation = TestOperation.of("nested", """
                {"properties": {
                   "map": {"type": "object", "additionalProperties": {"type": "string"}},
                   "list": {"type": "array", "items": {"type": "string"}},
                   "number": {"type": "integer", "default": 7},
                   "a": {"type": "string"}}}
                """);
        Recipe recipe = new RecipeFixture(folder, TestOperation.catalog(operation)).recipe("""
                cowhand: 1
                name: test
                images: [x]
                steps:
                  - {op: nested, map: {k: '${row.k}', same: s}, list: [first, '${row.k}-${row.a}'], a: '${row.a}'}
                """);
        for (Map<String, String> row : rows) {
            Scope scope = new Scope(IMAGE.facts(), () -> "", header -> BackingFacts.NONE, row);
            HeaderEdit edit = recipe.steps().get(0).edit().of(scope);
            assertThat(edit).isNotNull();
        }
        return operation.bound;
    }

    @Test
    void theArgumentsOfEachImageAreThoseOfAStepBoundForItAlone() {
        List<Map<String, String>> rows =
                List.of(Map.of("k", "1", "a", "x"), Map.of("k", "2", "a", ""), Map.of("k", "é\n\"", "a", "y"));
        List<Arguments> alone = new ArrayList<>();
        rows.forEach(row -> alone.addAll(bound(List.of(row))));
        assertThat(bound(rows)).isEqualTo(alone).hasSize(3);
        assertThat(alone.get(1).values())
                .containsEntry("map", Map.of("k", "2", "same", "s"))
                .containsEntry("list", List.of("first", "2-"))
                .containsEntry("a", "");
    }
}
