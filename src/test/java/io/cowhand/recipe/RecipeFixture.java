package io.cowhand.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.operation.OperationCatalog;
import io.cowhand.operation.OperationHandler;
import io.cowhand.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes recipes to a folder and reads them. */
final class RecipeFixture {

    private static final String HEAD = "cowhand: 1\nname: test\nimages: [a.qcow2]\n";

    private final Path folder;
    private final OperationCatalog catalog;

    RecipeFixture(Path folder, OperationHandler... more) {
        this(folder, TestOperation.catalog(more));
    }

    RecipeFixture(Path folder, OperationCatalog catalog) {
        this.folder = folder;
        this.catalog = catalog;
    }

    Path write(byte[] content) {
        try {
            return Files.write(folder.resolve("r.yaml"), content);
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
    }

    RecipeResult read(String yaml) {
        return read(yaml.getBytes(StandardCharsets.UTF_8));
    }

    RecipeResult read(byte[] content) {
        return new RecipeReader(catalog).read(write(content));
    }

    Recipe recipe(String yaml) {
        RecipeResult result = read(yaml);
        assertThat(result).isInstanceOf(RecipeResult.Valid.class);
        return ((RecipeResult.Valid) result).recipe();
    }

    /** The problems as {@code line:column: pointer: message}. */
    List<String> problems(String yaml) {
        return problems(yaml.getBytes(StandardCharsets.UTF_8));
    }

    List<String> problems(byte[] content) {
        String file = folder.resolve("r.yaml") + ":";
        return found(content).stream()
                .map(problem -> problem.toString().substring(file.length()))
                .toList();
    }

    List<String> codes(String yaml) {
        return found(yaml.getBytes(StandardCharsets.UTF_8)).stream()
                .map(Problem::code)
                .toList();
    }

    private List<Problem> found(byte[] content) {
        RecipeResult result = read(content);
        if (result instanceof RecipeResult.Invalid invalid) {
            return invalid.problems();
        }
        assertThat(result).isInstanceOf(RecipeResult.Valid.class);
        return List.of();
    }

    /** The problems of a recipe whose one step, from line 5 on, is given in YAML's block style. */
    List<String> stepProblems(String step) {
        return problems(steps(step));
    }

    static String steps(String... steps) {
        StringBuilder yaml = new StringBuilder(HEAD).append("steps:\n");
        for (String step : steps) {
            yaml.append("  - ").append(step.strip().replace("\n", "\n    ")).append('\n');
        }
        return yaml.toString();
    }
}
