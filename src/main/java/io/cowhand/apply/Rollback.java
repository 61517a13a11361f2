package io.cowhand.apply;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.SectorWrite;
import io.cowhand.image.ImageReference;
import io.cowhand.journal.Intent;
import io.cowhand.journal.Outcome;
import io.cowhand.os.ExtendedStatus;
import io.cowhand.os.IoErrors;
import io.cowhand.os.MountPolicy;
import io.cowhand.os.OpenFile;
import io.cowhand.os.SystemCalls;
import io.cowhand.os.SystemCalls.Access;
import io.cowhand.problem.CommonCode;
import io.cowhand.problem.Problem;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Restores the header that an image had before a run, if it still describes the data; the undo class decides that
 * ({@link UndoConditions}).
 */
public final class Rollback {

    private final MountPolicy mounts;
    private final SystemCalls calls;
    private final UndoConditions conditions;
    private final LaterRuns later;
    /** Null in a dry run. */
    private final @Nullable ImageWriter writer;

    /**
     * Creates a rollback.
     *
     * @param mounts the file systems on which images must not be written
     * @param assumptions what is known apart from the images
     * @param later the runs after the one being rolled back
     * @param writer writes the images; empty for a dry run
     */
    public Rollback(
            MountPolicy mounts,
            SystemCalls calls,
            RollbackAssumptions assumptions,
            LaterRuns later,
            Optional<ImageWriter> writer) {
        this.mounts = mounts;
        this.calls = calls;
        this.conditions = new UndoConditions(assumptions, later);
        this.later = later;
        this.writer = writer.orElse(null);
    }

    /** The result for one image. */
    public sealed interface Result {}

    /** The old header was restored, or would be without a dry run. */
    public record Restored() implements Result {}

    /** The image already holds the old header. */
    public record Unchanged() implements Result {}

    /** The old header must not be restored; the image was left as it is. */
    public record Conflict(Problem problem) implements Result {}

    /** The image could not be examined or written. */
    public record NotWritten(WriteOutcome.NotWritten outcome) implements Result {}

    /** Rolls back one image. */
    public Result run(Intent intent, Outcome written) {
        try {
            ImageReference image = new ImageReference(RecordedImage.path(intent));
            ExtendedStatus status;
            Bytes window;
            try (OpenFile file = calls.open(image.path(), intent.link(), Access.READ)) {
                status = file.status();
                window = HeaderBytes.read(file, intent.windowLength());
            }
            boolean isWhole = window.length() == intent.windowLength() && intent.matchesRest(window);
            if (isWhole && intent.change().of(window).equals(intent.change().before())) {
                return new Unchanged();
            }
            if (!isWhole || !intent.change().of(window).equals(intent.change().after())) {
                return new Conflict(Problem.error(
                        ProblemCode.CHANGED_SINCE,
                        "the header is not what the run wrote; " + later.describeWriterOf(intent)));
            }
            Bytes before = window.with(intent.change().offset(), intent.change().before());
            Optional<Problem> objection = conditions.objection(intent, written, status, before, window);
            if (objection.isPresent()) {
                return new Conflict(objection.get());
            }
            Optional<Problem> mount = mounts.objection(status.file());
            if (mount.isPresent()) {
                return new NotWritten(new WriteOutcome.Failed(mount.get()));
            }
            return writer == null ? new Restored() : write(writer, image, status, intent, written, before, window);
        } catch (IOException error) {
            return new NotWritten(
                    new WriteOutcome.Unreadable(Problem.error(CommonCode.UNREADABLE, IoErrors.describe(error))));
        }
    }

    private Result write(
            ImageWriter to,
            ImageReference image,
            ExtendedStatus status,
            Intent intent,
            Outcome written,
            Bytes before,
            Bytes window) {
        SectorWrite writes = new SectorWrite(window, intent.change().reversed());
        // Checked again under the locks: a guest may have begun to write since.
        WriteOutcome outcome = to.write(
                new PlannedWrite(image, status.file(), intent.link(), writes, intent.undo(), intent.ordinal()),
                file -> conditions.objection(intent, written, file.status(), before, window));
        if (outcome instanceof WriteOutcome.Applied) {
            return new Restored();
        }
        if (outcome instanceof WriteOutcome.Unchanged) {
            return new Unchanged();
        }
        return outcome instanceof WriteOutcome.Stale stale
                ? new Conflict(stale.problem())
                : new NotWritten((WriteOutcome.NotWritten) outcome);
    }
}
