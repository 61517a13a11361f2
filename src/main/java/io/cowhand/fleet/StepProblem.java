package io.cowhand.fleet;

import io.cowhand.problem.Problem;

/**
 * A problem and the step that raised it.
 *
 * @param step the step's number from 1; 0 for a problem of the image as found
 * @param operation the step's operation; {@code ""} for step 0
 * @param problem the problem
 */
public record StepProblem(int step, String operation, Problem problem) {

    /** Returns a problem of the image as found. */
    public static StepProblem ofImage(Problem problem) {
        return new StepProblem(0, "", problem);
    }
}
