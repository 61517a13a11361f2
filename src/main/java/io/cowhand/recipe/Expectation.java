package io.cowhand.recipe;

import io.cowhand.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a plan must yield before anything is written.
 *
 * @param images how many images there are, without skipped ones
 * @param changes how many of them would change
 */
public record Expectation(Bounds images, Bounds changes) {

    /** Nothing is expected. */
    public static final Expectation NONE = new Expectation(Bounds.NONE, Bounds.NONE);

    /** Returns whether nothing is expected. */
    public boolean isNone() {
        return equals(NONE);
    }

    /** Returns in which ways a plan is not as expected; empty if it is. */
    public List<Problem> problems(long images, long changes) {
        List<Problem> problems = new ArrayList<>();
        this.images.check(
                images, "images", "the recipe is for " + images + (images == 1 ? " image" : " images"), problems);
        this.changes.check(
                changes, "changes", changes + (changes == 1 ? " image" : " images") + " would change", problems);
        return problems;
    }

    /**
     * Bounds of a number.
     *
     * @param min the least that is expected
     * @param max the most that is expected
     */
    public record Bounds(OptionalLong min, OptionalLong max) {

        /** No bounds. */
        public static final Bounds NONE = new Bounds(OptionalLong.empty(), OptionalLong.empty());

        private void check(long number, String key, String found, List<Problem> problems) {
            if (min.isPresent() && number < min.getAsLong()) {
                problems.add(failed(key, found, "at least " + min.getAsLong()));
            }
            if (max.isPresent() && number > max.getAsLong()) {
                problems.add(failed(key, found, "at most " + max.getAsLong()));
            }
        }

        private static Problem failed(String key, String found, String expected) {
            return Problem.error(
                    ProblemCode.EXPECTATION_FAILED,
                    "expect: " + key + ": " + found + ", but " + expected + " are expected");
        }
    }
}
