package io.cowhand.apply;

import io.cowhand.bytes.Bytes;
import io.cowhand.journal.Intent;
import io.cowhand.journal.Outcome;
import io.cowhand.os.ExtendedStatus;
import io.cowhand.problem.Problem;
import java.io.IOException;
import java.util.Optional;

/** When an old header may go back into an image whose window is what the run wrote. */
final class UndoConditions {

    private final RollbackAssumptions assumptions;
    private final LaterRuns later;

    /**
     * Conditions.
     *
     * @param later the runs after the one that is rolled back
     */
    UndoConditions(RollbackAssumptions assumptions, LaterRuns later) {
        this.assumptions = assumptions;
        this.later = later;
    }

    /**
     * Returns why the old header may not be true of the data any more, if so.
     *
     * @param status what the system says of the image now
     * @param before the window that is to be put back
     * @param after the window as it is, which is what the run wrote
     */
    Optional<Problem> objection(Intent intent, Outcome written, ExtendedStatus status, Bytes before, Bytes after)
            throws IOException {
        if (!isSameFile(intent, status)) {
            return Optional.of(Problem.error(
                    ProblemCode.CHANGED_SINCE,
                    "another file is in the image's place than the one that the run wrote"
                            + later.writerOf(intent)
                                    .map(run -> "; run " + run + " wrote there later")
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

    /** After a restart the kernel may give devices other numbers, but inodes keep theirs. */
    private boolean isSameFile(Intent intent, ExtendedStatus status) {
        return status.file().inode() == intent.inode()
                && (!assumptions.sameBoot() || status.file().device() == intent.device());
    }

    private Optional<Problem> backing(Problem touched, Intent intent, Bytes before, Bytes after) throws IOException {
        return assumptions.backing().isPresent()
                ? assumptions.backing().get().objection(RecordedImage.path(intent), before, after)
                : Optional.of(Problem.error(
                        touched.code(),
                        touched.message()
                                + "; --same-backing vouches that the old and the new backing file hold the same data and"
                                + " that nothing was committed into the new one"));
    }

    private Optional<Problem> touched(Intent intent, Outcome written, ExtendedStatus status) {
        if (intent.undo().hasExternalData()) {
            return problem(
                    "the image has an external data file, which may have changed since; the old header may not be"
                            + " true of it any more");
        }
        if (written.mtime() == Outcome.UNKNOWN) {
            return problem("it is not known exactly when the run wrote this image, as it was cut off then, or the file"
                    + " system keeps whole seconds only; so it is not known whether anybody wrote to it since");
        }
        if (!assumptions.sameBoot() && !assumptions.trustsTimes()) {
            return problem("the machine was started again since the run; if it was shut down in order, --trust-mtime"
                    + " takes the times of modification for right, which a power cut turns back");
        }
        boolean isMountKnown = written.mount() != 0 && status.mount() != 0;
        if (isMountKnown && written.mount() != status.mount() && assumptions.sameBoot() && !assumptions.trustsTimes()) {
            return problem(
                    "the file system was mounted again since the run; if it was unmounted in order, --trust-mtime"
                            + " takes the times of modification for right, which a power cut turns back");
        }
        if (status.file().size() != written.size() || status.mtime() != written.mtime()) {
            return problem(
                    "the image was written to since the run, so that the old header may not be true of its data any"
                            + " more; " + later.describeWriterOf(intent));
        }
        return status.ctime() == written.ctime()
                ? Optional.empty()
                : problem("the image's attributes were changed since (owner, mode, name or times), so that its time of"
                        + " modification does not tell whether anybody wrote to it");
    }

    private static Optional<Problem> problem(String message) {
        return Optional.of(Problem.error(ProblemCode.NOT_UNTOUCHED, message));
    }
}
