package io.cowhand.run;

import io.cowhand.operation.OperationCatalog;
import io.cowhand.planfile.RecordedRecipe;
import io.cowhand.recipe.Recipe;
import io.cowhand.recipe.RecipeReader;
import io.cowhand.recipe.RecipeResult;

/** Reads the recipes that saved plans hold. */
public final class RecordedRecipes {

    private RecordedRecipes() {}

    /** Reads the recipe of a plan from the files in the plan. */
    public static RecipeResult read(OperationCatalog catalog, RecordedRecipe recorded) {
        return new RecipeReader(catalog)
                .read(
                        recorded.files().stream()
                                .map(file -> new Recipe.File(file.file(), file.content()))
                                .toList(),
                        recorded.vars());
    }
}
