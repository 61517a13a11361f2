package io.cowhand.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.operation.OperationCatalog;
import io.cowhand.operation.OperationHandler;
import io.cowhand.operation.Step;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.testing.HeaderBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation shows as a recipe is one. */
class DocumentedRecipesTest {

    private static final OperationCatalog CATALOG = OperationCatalog.load();

    @TempDir
    private Path folder;

    private Recipe assertValid(String text) throws IOException {
        Path recipe = Files.writeString(folder.resolve("recipe.yaml"), text);
        RecipeResult result = new RecipeReader(CATALOG).read(recipe);
        assertThat(result).isInstanceOf(RecipeResult.Valid.class);
        return ((RecipeResult.Valid) result).recipe();
    }

    private static String readmeRecipe() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        int start = readme.indexOf("```yaml\n") + "```yaml\n".length();
        return readme.substring(start, readme.indexOf("```", start));
    }

    @Test
    void theRecipeInTheReadmeIsValid() throws IOException {
        assertValid(readmeRecipe());
    }

    @Test
    void theRecipeInTheReadmeDoesNotCallARawBaseQcow2() throws IOException {
        Recipe recipe = assertValid(readmeRecipe());
        HeaderBytes overlay = HeaderBytes.v3(16).extension(0xe2792acaL, "raw").backing("/mnt/nfs1/base.raw");
        ImageFacts facts = overlay.facts();
        for (Step step : recipe.steps()) {
            if (step.edit().edit(facts) instanceof HeaderEdit.Edited edited) {
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
        assertValid("cowhand: 1\nname: example\nimages: [a.qcow2]\nsteps:\n  - " + step + "\n");
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
