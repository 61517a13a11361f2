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
     * The file is not a valid recipe, or that of its variables is not one of values.
     *
     * @param problems all problems, those of each file in the order of their positions; at least one
     */
    record Invalid(List<Problem> problems) implements RecipeResult {
        /** Copies the list. */
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /**
     * What was given for the recipe's variables does not suit them, while the recipe itself is valid.
     *
     * @param problems all problems; at least one
     */
    record WrongVariables(List<Problem> problems) implements RecipeResult {
        /** Copies the list. */
        public WrongVariables {
            problems = List.copyOf(problems);
        }
    }

    /** The recipe, or the file with values of its variables, cannot be read. */
    record Unreadable(Problem problem) implements RecipeResult {
        @Override
        public List<Problem> problems() {
            return List.of(problem);
        }
    }
}
