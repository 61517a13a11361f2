package io.cowhand.recipe;

import io.cowhand.problem.Problem;
import java.util.List;

/** What reading a recipe comes to. */
public sealed interface RecipeResult {

    /** What is wrong; nothing with a valid recipe. */
    List<Problem> problems();

    /** The recipe may be used. */
    record Valid(Recipe recipe) implements RecipeResult {
        @Override
        public List<Problem> problems() {
            return List.of();
        }
    }

    /**
     * The file was read, and is not a valid recipe.
     *
     * @param problems all of them, in the order of their places in the text; at least one
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
