package io.cowhand.run;

import io.cowhand.apply.RecordedImage;
import io.cowhand.apply.Rollback;
import io.cowhand.apply.WriteOutcome;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Status;
import io.cowhand.fleet.StepProblem;
import io.cowhand.image.ImageReference;
import io.cowhand.journal.Intent;
import io.cowhand.journal.Outcome;
import io.cowhand.problem.Problem;
import java.util.List;

/**
 * Rolls back the write of a run to one image.
 *
 * @param rollback restores the old header
 * @param dryRun whether {@code rollback} writes nothing
 */
public record RollbackJob(Rollback rollback, boolean dryRun) {

    /** Creates a job that writes. */
    public RollbackJob(Rollback rollback) {
        this(rollback, false);
    }

    /** An image that a run wrote. */
    public record Written(Intent intent, Outcome outcome) {}

    /** Restores the old header of one image, if that is allowed. */
    public ImageResult run(Written written) {
        ImageReference image = RecordedImage.of(written.intent());
        try {
            Rollback.Result result = rollback.run(written.intent(), written.outcome());
            if (result instanceof Rollback.Restored) {
                return RunHistory.written(
                        written.intent(),
                        dryRun ? Status.WOULD_RESTORE : Status.RESTORED,
                        written.intent().change().reversed());
            }
            if (result instanceof Rollback.Unchanged) {
                return ImageResult.of(image, Status.UNCHANGED, List.of());
            }
            if (result instanceof Rollback.Conflict conflict) {
                return of(image, Status.CONFLICT, conflict.problem());
            }
            WriteOutcome.NotWritten not = ((Rollback.NotWritten) result).outcome();
            return of(image, WriteStage.status(not), not.problem());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError bug) {
            return of(
                    image,
                    Status.FAILED,
                    Problem.error(ProblemCode.INTERNAL_ERROR, "this is a bug in Cowhand: " + bug));
        }
    }

    private static ImageResult of(ImageReference image, Status status, Problem problem) {
        return ImageResult.of(image, status, List.of(StepProblem.ofImage(problem)));
    }
}
