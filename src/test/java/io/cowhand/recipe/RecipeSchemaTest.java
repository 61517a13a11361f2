package io.cowhand.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.cowhand.bytes.Bytes;
import io.cowhand.fleet.VariableOptions;
import io.cowhand.operation.OperationCatalog;
import io.cowhand.operation.OperationHandler;
import io.cowhand.schema.JsonText;
import io.cowhand.yaml.ProblemCollector;
import io.cowhand.yaml.YamlDocument;
import io.cowhand.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeSchemaTest {

    private static final SchemaRegistry STANDARD =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @TempDir
    Path folder;

    static Stream<OperationCatalog> catalogs() {
        return Stream.of(TestOperation.catalog(), OperationCatalog.load());
    }

    @ParameterizedTest
    @MethodSource("catalogs")
    void theSchemaIsValidByTheMetaschema(OperationCatalog catalog) {
        Schema metaschema = STANDARD.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        String schema = RecipeSchema.of(catalog).text();
        assertThat(metaschema.validate(schema, InputFormat.JSON)).isEmpty();
    }

    @Test
    void theTextIsTheTreeAndStable() {
        RecipeSchema schema = RecipeSchema.of(TestOperation.catalog());
        assertThat(JsonText.parse(schema.text())).isEqualTo(JsonText.parse(JsonText.pretty(schema.tree())));
        assertThat(schema.text())
                .isEqualTo(RecipeSchema.of(TestOperation.catalog()).text())
                .endsWith("}\n");
    }

    @Test
    void jsonTextsSurviveWriting() {
        String json = "{\"a\":[1,-2.5,true,null,[\"x\\\"\\\\\\n\\u0000ä\"],{},[]],\"b\":{\"c\":[{\"d\":1}]}}";
        assertThat(JsonText.parse(JsonText.pretty(JsonText.parse(json)))).isEqualTo(JsonText.parse(json));
    }

    @Test
    void everyPropertyHasADescription() {
        assertThat(RecipeSchema.of(TestOperation.catalog()).tree().findValues("properties"))
                .allSatisfy(properties ->
                        properties.forEach(property -> assertThat(property.has("description") || property.has("const"))
                                .as("%s", property)
                                .isTrue()));
    }

    static Stream<Arguments> recipes() {
        return Stream.concat(
                        RecipeMistakesTest.steps()
                                .map(arguments -> (String) arguments.get()[0]),
                        Stream.of(
                                "op: danger\nunsafe: true",
                                "op: stamp\nmagic: 5\ntext: a",
                                "op: stamp\nmagic: labels\nhex: a\nname: x",
                                "op: set-feature\ngroup: a\nbit: 63"))
                // A schema does not look into expressions.
                .filter(step -> !step.contains("${") && !step.contains("when:"))
                .map(Arguments::of);
    }

    /** What an editor says by the composed schema is what Cowhand says, though it checks steps one by one. */
    @ParameterizedTest
    @MethodSource("recipes")
    void theComposedSchemaAcceptsWhatTheReaderAccepts(String step) {
        String yaml = RecipeFixture.steps(step);
        assertThat(new RecipeFixture(folder).problems(yaml).isEmpty()).isEqualTo(acceptsBySchema(yaml));
    }

    private static boolean acceptsBySchema(String yaml) {
        ProblemCollector problems = new ProblemCollector("r.yaml");
        YamlDocument document = YamlReader.read(Bytes.utf8(yaml), problems).orElseThrow();
        String json = JsonText.pretty(document.tree());
        return STANDARD.getSchema(RecipeSchema.of(TestOperation.catalog()).text(), InputFormat.JSON)
                .validate(json, InputFormat.JSON)
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{a: }",
                "{a: 1, b-c_2: [x, true, {D: -5}]}",
                "{A: 1}",
                "{2a: 1}",
                "{a: 1.5}",
                "{a: [~]}",
                "{a: {b: {c: }}}"
            })
    void theComposedSchemaAcceptsTheVariablesThatTheReaderAccepts(String vars) {
        String yaml = "vars: " + vars + "\n" + RecipeFixture.steps("op: stamp\nmagic: 5\ntext: a");
        RecipeFixture recipes = new RecipeFixture(folder);
        Path file = recipes.write(yaml.getBytes(StandardCharsets.UTF_8));
        boolean accepted = new RecipeReader(TestOperation.catalog()).validate(file, VariableOptions.NONE)
                instanceof RecipeResult.Valid;
        assertThat(acceptsBySchema(yaml)).isEqualTo(accepted);
    }

    @Test
    void everyExampleIsAValidStep() {
        List<OperationHandler> handlers = OperationCatalog.load().handlers();
        for (OperationHandler handler : handlers) {
            RecipeFixture recipes = new RecipeFixture(folder, OperationCatalog.load());
            assertThat(recipes.stepProblems(handler.example()))
                    .as(handler.name())
                    .isEmpty();
        }
    }
}
