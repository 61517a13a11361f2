package io.cowhand.recipe;

import io.cowhand.problem.Problem;
import java.util.List;

/** The result of reading a recipe. */
public sealed interface RecipeResult {

    /** Returns all problems; none for a valid recipe. */
    List<Problem> problems();

    /** The recipe is valid. */
    record Valid(Recipe recipe) implements RecipeResult {
        @Override
        public List<Problem> problems() {
            return List.of();
        }
    }

    /**
     * The file is not a valid recipe.
     *
     * @param problems all problems, in the order of their positions; at least one
     */
    record Invalid(List<Problem> problems) implements RecipeResult {
        /** Copies the list. */
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /** The file cannot be read. */
    record Unreadable(Problem problem) implements RecipeResult {
        @Override
        public List<Problem> problems() {
            return List.of(problem);
        }
    }
}
