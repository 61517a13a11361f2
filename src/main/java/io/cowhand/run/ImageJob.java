package io.cowhand.run;

import io.cowhand.apply.ImageWriter;
import io.cowhand.apply.LocalLocks;
import io.cowhand.apply.WriteOutcome;
import io.cowhand.inspect.HeaderReader;
import io.cowhand.inspect.Reading;
import io.cowhand.plan.ImagePlan;
import io.cowhand.plan.Planner;
import io.cowhand.plan.Remark;
import io.cowhand.problem.Problem;
import io.cowhand.target.FileStatus;
import io.cowhand.target.ImageReference;
import io.cowhand.target.SystemAnswer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * One image's way: read, plan and, unless it is a dry run, write.
 *
 * @param planner plans the recipe's steps
 * @param skipNotQcow2 whether files that are not qcow2 are skipped instead of failing
 * @param mounts where images must not be written
 * @param writer writes; nothing, where the way ends before that: a dry run
 */
public record ImageJob(Planner planner, boolean skipNotQcow2, LocalLocks mounts, Optional<ImageWriter> writer) {

    /** The code of the problem that a bug leaves, so that one image's bug does not keep others from being worked on. */
    public static final String BUG = "internal-error";

    /** Leads one image all the way. */
    public ImageResult run(ImageReference image) {
        try {
            return run(image, 0);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError bug) {
            return problem(image, Status.FAILED, Problem.error(BUG, "this is a bug in Cowhand: " + bug));
        }
    }

    private ImageResult run(ImageReference image, int window) {
        Reading reading = HeaderReader.read(image, window);
        if (reading instanceof Reading.Failed failed) {
            boolean skipped = skipNotQcow2 && failed instanceof Reading.NotQcow2;
            return problem(image, skipped ? Status.SKIPPED : Status.UNREADABLE, failed.problem());
        }
        Reading.Readable readable = (Reading.Readable) reading;
        ImagePlan plan = planner.plan(readable.facts());
        if (plan instanceof ImagePlan.NeedsWindow needs) {
            if (needs.window() <= window) {
                throw new IllegalStateException("a window of " + window + " bytes was not enough");
            }
            return run(image, needs.window());
        }
        if (plan instanceof ImagePlan.Refused refused) {
            return ImageResult.of(image, Status.REFUSED, refused.remarks());
        }
        if (plan instanceof ImagePlan.Unchanged unchanged) {
            return ImageResult.of(image, Status.UNCHANGED, unchanged.remarks());
        }
        return write(image, readable.file(), (ImagePlan.Edit) plan);
    }

    private ImageResult write(ImageReference image, FileStatus file, ImagePlan.Edit edit) {
        try {
            Optional<Problem> objection = mounts.objection(file);
            if (objection.isPresent()) {
                return problem(image, Status.REFUSED, objection.get());
            }
        } catch (IOException error) {
            return problem(
                    image,
                    Status.FAILED,
                    Problem.error("io-error", "the list of mounts cannot be read: " + SystemAnswer.describe(error)));
        }
        if (writer.isEmpty()) {
            return changed(image, Status.WOULD_CHANGE, edit);
        }
        WriteOutcome outcome = writer.get().write(image, file, edit.writes());
        if (outcome instanceof WriteOutcome.Applied) {
            return changed(image, Status.CHANGED, edit);
        }
        if (outcome instanceof WriteOutcome.AlreadyThere) {
            return ImageResult.of(image, Status.UNCHANGED, edit.remarks());
        }
        WriteOutcome.NotWritten not = (WriteOutcome.NotWritten) outcome;
        return problem(image, status(not), not.problem());
    }

    static Status status(WriteOutcome.NotWritten outcome) {
        if (outcome instanceof WriteOutcome.Stale) {
            return Status.STALE;
        }
        if (outcome instanceof WriteOutcome.Locked) {
            return Status.LOCKED;
        }
        return outcome instanceof WriteOutcome.Gone ? Status.UNREADABLE : Status.FAILED;
    }

    private static ImageResult changed(ImageReference image, Status status, ImagePlan.Edit edit) {
        return new ImageResult(
                image,
                status,
                edit.changes(),
                edit.bitmaps(),
                Optional.of(edit.writes().undo()),
                edit.remarks());
    }

    private static ImageResult problem(ImageReference image, Status status, Problem problem) {
        return ImageResult.of(image, status, List.of(Remark.ofImage(problem)));
    }
}
