package io.cowhand.cli;

import io.cowhand.operation.OperationCatalog;
import io.cowhand.problem.Problem;
import io.cowhand.recipe.Recipe;
import io.cowhand.recipe.RecipeReader;
import io.cowhand.recipe.RecipeResult;
import io.cowhand.target.ImageResolver;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads recipes for the commands, with all checks that touch no image. */
final class RecipeSource {

    private final RecipeReader reader = new RecipeReader(OperationCatalog.load());

    /**
     * A recipe, or why there is none.
     *
     * @param recipe nothing where there are problems
     * @param failure the exit code where there is none
     */
    record Source(Optional<Recipe> recipe, List<Problem> problems, ExitCode failure) {}

    Source read(Path path) {
        RecipeResult result = reader.read(path);
        if (result instanceof RecipeResult.Unreadable unreadable) {
            return new Source(Optional.empty(), List.of(unreadable.problem()), ExitCode.UNREADABLE_RECIPE);
        }
        if (result instanceof RecipeResult.Invalid invalid) {
            return new Source(Optional.empty(), invalid.problems(), ExitCode.INVALID_RECIPE);
        }
        Recipe recipe = ((RecipeResult.Valid) result).recipe();
        ImageResolver resolver = new ImageResolver(recipe.folder());
        List<Problem> problems = recipe.images().stream()
                .flatMap(entry -> resolver.validate(entry).stream())
                .toList();
        return new Source(
                problems.isEmpty() ? Optional.of(recipe) : Optional.empty(), problems, ExitCode.INVALID_RECIPE);
    }
}
