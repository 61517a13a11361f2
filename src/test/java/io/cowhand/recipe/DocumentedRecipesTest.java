package io.cowhand.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.expression.Scope;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.operation.OperationCatalog;
import io.cowhand.operation.OperationHandler;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.step.Step;
import io.cowhand.testing.HeaderBytes;
import io.cowhand.testing.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation shows as a recipe is one. */
class DocumentedRecipesTest {

    private static final OperationCatalog CATALOG = OperationCatalog.load();
    private static final String FRAME = "cowhand: 1\nname: example\nimages: [a.qcow2]\nsteps:\n";

    @TempDir
    private Path folder;

    private Recipe assertValid(String text) throws IOException {
        Path recipe = Files.writeString(folder.resolve("recipe.yaml"), text);
        RecipeResult read = new RecipeReader(CATALOG).read(recipe);
        assertThat(read.problems()).isEmpty();
        assertThat(read).isInstanceOf(RecipeResult.Valid.class);
        return ((RecipeResult.Valid) read).recipe();
    }

    static List<Named<String>> documented() {
        return Page.all().stream()
                .flatMap(page -> page.blocks().stream()
                        .filter(block -> block.language().equals("yaml"))
                        .map(block ->
                                Named.of(page + ": " + block.lines().get(0), String.join("\n", block.lines()) + "\n")))
                .toList();
    }

    /** A block is a whole recipe, or steps of one. */
    @ParameterizedTest
    @MethodSource("documented")
    void theYamlOfAPageIsValid(String block) throws IOException {
        assertValid(block.contains("cowhand: 1\n") ? block : FRAME + block.indent(2));
    }

    private static String recipeInTheReadme() {
        return Page.read(Path.of("README.md")).blocks().stream()
                .filter(block -> block.lines().contains("cowhand: 1"))
                .findFirst()
                .map(block -> String.join("\n", block.lines()) + "\n")
                .orElseThrow(() -> new AssertionError("README.md shows no recipe"));
    }

    @Test
    void theRecipeInTheReadmeDoesNotCallARawBaseQcow2() throws IOException {
        Recipe recipe = assertValid(recipeInTheReadme());
        HeaderBytes overlay = HeaderBytes.v3(16).extension(0xe2792acaL, "raw").backing("/mnt/nfs1/base.raw");
        ImageFacts facts = overlay.facts();
        for (Step step : recipe.steps()) {
            if (step.edit().edit(Scope.of(facts)) instanceof HeaderEdit.Edited edited) {
                facts = facts.with(edited.header());
            }
        }
        assertThat(facts.header().backingFormat()).contains(Bytes.utf8("raw"));
    }

    static List<OperationHandler> handlers() {
        return CATALOG.handlers();
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void theExampleOfAnOperationIsValid(OperationHandler handler) throws IOException {
        String step = handler.example().strip().replace("\n", "\n    ");
        assertValid(FRAME + "  - " + step + "\n");
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void thereIsAnExampleRecipeForEveryOperation(OperationHandler handler) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("examples"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".yaml")))
                    .as("no recipe in examples/ uses %1$s; add examples/%1$s.yaml", handler.name())
                    .anySatisfy(file -> assertThat(file).content().contains("op: " + handler.name() + "\n"));
        }
    }
}
