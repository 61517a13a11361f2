package io.cowhand.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.operation.OperationCatalog;
import io.cowhand.operation.OperationHandler;
import io.cowhand.testing.Complete;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    private void assertValid(String text) throws IOException {
        Path recipe = Files.writeString(folder.resolve("recipe.yaml"), text);
        assertThat(new RecipeReader(CATALOG).read(recipe)).isInstanceOf(RecipeResult.Valid.class);
    }

    @Test
    void theRecipeInTheReadmeIsValid() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        int start = readme.indexOf("```yaml\n") + "```yaml\n".length();
        assertValid(readme.substring(start, readme.indexOf("```", start)));
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
            List<String> shown = new ArrayList<>();
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                if (Files.readString(file).contains("op: " + handler.name() + "\n")) {
                    shown.add(handler.name());
                }
            }
            Complete.assertComplete(
                    "examples/*.yaml",
                    shown,
                    List.of(handler.name()),
                    "add a recipe with a step 'op: " + handler.name() + "'");
        }
    }
}
