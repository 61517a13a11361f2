package io.cowhand.fleet;

import io.cowhand.problem.Problem;
import java.util.Optional;

/**
 * The use of an image that a dry run would change: an apply would find it locked now.
 *
 * @param holders the processes that have the image open, in words; {@code ""} if they are not known
 */
public record InUse(String holders) {

    private static final String MESSAGE = "in use now";
    private static final String BY = " by ";

    /** Returns the use that a problem is the {@linkplain #warning warning} about; nothing if it is another problem. */
    public static Optional<InUse> of(StepProblem problem) {
        String message = problem.problem().message();
        InUse use = new InUse(message.startsWith(MESSAGE + BY) ? message.substring((MESSAGE + BY).length()) : "");
        return Optional.of(use).filter(each -> each.warning().equals(problem));
    }

    /** Returns the warning about the image. */
    public StepProblem warning() {
        return StepProblem.ofImage(Problem.warning(ProblemCode.IN_USE, MESSAGE + by()));
    }

    /** Returns the phrase that names the processes, with a leading space; {@code ""} if they are not known. */
    public String by() {
        return holders.isEmpty() ? "" : BY + holders;
    }
}
