package io.cowhand.fleet;

import io.cowhand.problem.Problem;

/**
 * The use of an image that a dry run would change: an apply would find it locked now.
 *
 * @param holders the processes that have the image open, in words; {@code ""} if they are not known
 */
public record InUse(String holders) {

    /** Returns the warning about the image. */
    public StepProblem warning() {
        return StepProblem.ofImage(Problem.warning(ProblemCode.IN_USE, "in use now" + by()));
    }

    /** Returns the phrase that names the processes, with a leading space; {@code ""} if they are not known. */
    public String by() {
        return holders.isEmpty() ? "" : " by " + holders;
    }
}
