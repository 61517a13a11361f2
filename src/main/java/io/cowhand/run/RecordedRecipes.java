package io.cowhand.run;

import io.cowhand.operation.OperationCatalog;
import io.cowhand.planfile.RecordedRecipe;
import io.cowhand.recipe.Recipe;
import io.cowhand.recipe.RecipeReader;
import io.cowhand.recipe.RecipeResult;
import io.cowhand.recipe.SecretVariables;
import java.util.Optional;

/** Reads the recipes that saved plans hold. */
public final class RecordedRecipes {

    private RecordedRecipes() {}

    /**
     * Reads the recipe of a plan from the files in the plan.
     *
     * @throws IllegalArgumentException if the plan does not hold all that it takes
     */
    public static Recipe require(OperationCatalog catalog, RecordedRecipe recorded) {
        Optional<String> secret = recorded.vars().keySet().stream()
                .filter(SecretVariables::isSecret)
                .findFirst();
        if (secret.isPresent()) {
            throw new IllegalArgumentException("the plan does not hold the value of " + secret.get()
                    + ", which is a secret, so its images cannot be planned again");
        }
        RecipeResult read = new RecipeReader(catalog)
                .read(
                        recorded.files().stream()
                                .map(file -> new Recipe.File(file.file(), file.content()))
                                .toList(),
                        recorded.vars());
        if (read instanceof RecipeResult.Valid valid) {
            return valid.recipe();
        }
        throw new IllegalArgumentException("the recipe in the plan is not valid here: "
                + read.problems().get(0).message());
    }
}
