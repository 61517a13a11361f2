package io.cowhand.apply;

import io.cowhand.bytes.Bytes;
import io.cowhand.journal.Intent;
import io.cowhand.journal.Outcome;
import io.cowhand.os.ExtendedStatus;
import io.cowhand.os.FileId;
import io.cowhand.problem.Problem;
import java.io.IOException;
import java.util.Optional;

/** Decides whether an old header may be restored in an image whose window is what the run wrote. */
final class UndoConditions {

    private final RollbackAssumptions assumptions;
    private final LaterRuns later;

    /**
     * Creates conditions.
     *
     * @param later the runs after the one being rolled back
     */
    UndoConditions(RollbackAssumptions assumptions, LaterRuns later) {
        this.assumptions = assumptions;
        this.later = later;
    }

    /**
     * Returns the reason why the old header may no longer describe the data, if there is one.
     *
     * @param status the current status of the image
     * @param before the window to restore
     * @param after the current window, which is what the run wrote
     */
    Optional<Problem> objection(Intent intent, Outcome written, ExtendedStatus status, Bytes before, Bytes after)
            throws IOException {
        if (!isSameFile(intent, status)) {
            return Optional.of(Problem.error(
                    ProblemCode.CHANGED_SINCE,
                    "the image is not the file that the run wrote"
                            + later.writerOf(intent)
                                    .map(run -> "; run " + run + " wrote it later")
                                    .orElse("")));
        }
        return switch (intent.undo().undoClass()) {
            case ANYTIME -> Optional.empty();
            case SAME_BACKING -> {
                Optional<Problem> touched = touched(intent, written, status);
                yield touched.isEmpty() ? touched : backing(touched.get(), intent, before, after);
            }
            case UNTOUCHED -> touched(intent, written, status);
        };
    }

    /** Compares device and inode. After a restart devices may have other numbers, but inodes keep theirs. */
    private boolean isSameFile(Intent intent, ExtendedStatus status) {
        FileId now = status.file().id();
        return assumptions.sameBoot()
                ? now.equals(intent.file())
                : now.inode() == intent.file().inode();
    }

    private Optional<Problem> backing(Problem touched, Intent intent, Bytes before, Bytes after) throws IOException {
        return assumptions.backing().isPresent()
                ? assumptions.backing().get().objection(RecordedImage.path(intent), before, after)
                : Optional.of(Problem.error(
                        touched.code(),
                        touched.message()
                                + "; if the old and the new backing file hold the same data and nothing was committed into"
                                + " the new one, use --same-backing"));
    }

    private Optional<Problem> touched(Intent intent, Outcome written, ExtendedStatus status) {
        if (intent.undo().hasExternalData()) {
            return problem(
                    "the image has an external data file, which may have changed since, so that the old header may no"
                            + " longer describe it");
        }
        if (written.mtime() == Outcome.UNKNOWN) {
            return problem(
                    "the exact time at which the run wrote this image is unknown (the run was interrupted, or the file"
                            + " system keeps whole seconds only), and so is whether the image was written since");
        }
        if (!assumptions.sameBoot() && !assumptions.trustsTimes()) {
            return problem(
                    "the machine was restarted since the run, and a power failure may revert modification times; if"
                            + " it was shut down cleanly, use --trust-mtime");
        }
        boolean isMountKnown = written.mount() != 0 && status.mount() != 0;
        if (isMountKnown && written.mount() != status.mount() && assumptions.sameBoot() && !assumptions.trustsTimes()) {
            return problem(
                    "the file system was remounted since the run, and a power failure may revert modification times;"
                            + " if it was unmounted cleanly, use --trust-mtime");
        }
        if (status.file().size() != written.size() || status.mtime() != written.mtime()) {
            return problem("the old header may no longer describe the image's data: " + later.describeWriterOf(intent));
        }
        return status.ctime() == written.ctime()
                ? Optional.empty()
                : problem("the image's attributes were changed since (owner, mode, name or times), so that its"
                        + " modification time does not show whether it was written");
    }

    private static Optional<Problem> problem(String message) {
        return Optional.of(Problem.error(ProblemCode.NOT_UNTOUCHED, message));
    }
}
