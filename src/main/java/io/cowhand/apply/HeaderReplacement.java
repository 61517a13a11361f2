package io.cowhand.apply;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.SectorChange.Phase;
import io.cowhand.bytes.SectorWrite;
import io.cowhand.journal.Outcome;
import io.cowhand.os.ExtendedStatus;
import io.cowhand.os.FileStatus;
import io.cowhand.os.IoErrors;
import io.cowhand.os.OpenFile;
import io.cowhand.os.SystemCalls;
import io.cowhand.os.SystemCalls.Access;
import io.cowhand.problem.CommonCode;
import io.cowhand.problem.Problem;
import io.cowhand.undo.UndoClass;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The replacement of one image's header, after its intent has been recorded.
 *
 * <p>In this order: open the image, check that it is the file that was planned, take all its locks, and compare its
 * window with the one that the plan was made from. Then write each phase of the change and sync it before the next one.
 * Finally read the sectors back and compare them, record the outcome, and close the image, which releases the locks.
 * All of this uses one descriptor. If a phase fails, the old sectors are restored immediately.
 */
final class HeaderReplacement {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final PlannedWrite planned;
    private final SectorWrite writes;
    private final ImageWriter.Check check;
    private final long intent;
    private final WriteJournal journal;
    private final SystemCalls calls;
    private final List<Phase> phases;

    private @Nullable OpenFile file;
    /** When the last phase was written, by {@link System#nanoTime}. */
    private long writtenAt;
    /** The outcome; null until it is known. */
    private @Nullable WriteOutcome outcome;

    /**
     * Creates a replacement.
     *
     * @param intent the number of its intent in the journal
     */
    HeaderReplacement(
            PlannedWrite planned, ImageWriter.Check check, long intent, WriteJournal journal, SystemCalls calls) {
        this.calls = calls;
        this.planned = planned;
        this.writes = planned.writes();
        this.check = check;
        this.intent = intent;
        this.journal = journal;
        this.phases = writes.change().phases();
    }

    /** Opens and locks the image; records the outcome and closes the image if it must not be written. */
    void open() {
        Optional<WriteOutcome> obstacle;
        try {
            file = calls.open(planned.image().path(), planned.link(), Access.READ_AND_WRITE);
            obstacle = obstacle(file);
        } catch (NoSuchFileException | FileStatus.NotRegularException gone) {
            obstacle = Optional.of(
                    new WriteOutcome.Unreadable(Problem.error(CommonCode.UNREADABLE, IoErrors.describe(gone))));
        } catch (IOException error) {
            obstacle = Optional.of(
                    failed(file == null ? "the image cannot be opened for writing" : "nothing was written", error));
        }
        if (obstacle.isPresent()) {
            record(Outcome.of(intent, Outcome.Kind.NOT_WRITTEN));
            outcome = obstacle.get();
            // A program that uses the image must not wait for the rest of the batch.
            close();
        }
    }

    /** Returns the reason not to write the sectors, if there is one. */
    private Optional<WriteOutcome> obstacle(OpenFile open) throws IOException {
        if (!open.status().file().isSameFile(planned.file())) {
            return stale("the image was replaced by another file after it was planned; nothing was written");
        }
        if (!HeaderBytes.lock(open)) {
            return Optional.of(new WriteOutcome.Locked(Problem.error(
                    ProblemCode.LOCKED,
                    "another program, such as a virtual machine, has the image or an overlay of it open")));
        }
        if (writes.window().isStartOf(buffer -> HeaderBytes.read(open, 0, buffer))) {
            return check.check(open).map(WriteOutcome.Stale::new);
        }
        return writes.isResult(buffer -> HeaderBytes.read(open, 0, buffer))
                ? Optional.of(new WriteOutcome.Unchanged())
                : stale("the header changed after it was planned; nothing was written");
    }

    /**
     * Writes a phase.
     *
     * @param left the number of phases after it
     */
    void write(int left) {
        int phase = phases.size() - 1 - left;
        if (outcome == null && file != null && phase >= 0) {
            try {
                HeaderBytes.write(file, phases.get(phase));
                file.beginSync();
                writtenAt = System.nanoTime();
            } catch (IOException error) {
                revert(file, error);
            }
        }
    }

    /** Waits until a phase is on the disk. The argument is the same as for {@link #write}. */
    void sync(int left) {
        if (outcome == null && file != null && left < phases.size()) {
            try {
                file.sync();
            } catch (IOException error) {
                revert(file, error);
            }
        }
    }

    /** Reads the sectors back, closes the image, and returns the outcome. */
    WriteOutcome finish() {
        if (outcome == null && file != null) {
            finish(file);
        }
        close();
        return Objects.requireNonNull(outcome, "opened first");
    }

    private void finish(OpenFile open) {
        try {
            if (!writes.isResult(buffer -> HeaderBytes.read(open, 0, buffer))) {
                revert(open, new IOException("the header does not read back as it was written; check the storage"));
                return;
            }
        } catch (IOException error) {
            revert(open, error);
            return;
        }
        record(written(open));
        outcome = new WriteOutcome.Applied();
    }

    /** Restores the old header, and sets an outcome that says what the image holds. */
    private void revert(OpenFile open, IOException error) {
        try {
            HeaderBytes.restore(open, writes.change());
            record(Outcome.of(intent, Outcome.Kind.NOT_WRITTEN));
            outcome = failed("the header could not be written, and the old one was restored", error);
        } catch (IOException again) {
            // No outcome is recorded, so that recovery examines the image.
            outcome = failed(
                    "the header could not be written, and the old one could not be restored ("
                            + IoErrors.describe(again) + "); " + held(open)
                            + "; repair the storage, then run 'cowhand recover'",
                    error);
        }
    }

    private String held(OpenFile open) {
        try {
            Bytes found = HeaderBytes.readDurable(open, writes.change().end());
            if (found.length() < writes.change().end()) {
                return "the file is shorter than its header";
            }
            Bytes sectors = writes.change().of(found);
            if (sectors.equals(writes.change().before())) {
                return "the image holds the old header";
            }
            if (sectors.equals(writes.change().after())) {
                return "the image holds the new header";
            }
            return writes.change().isHalfWritten(sectors)
                    ? "the image is marked as half-written, so that no program opens it"
                    : "it is not known what the image holds";
        } catch (IOException unreadable) {
            return "it is not known what the image holds";
        }
    }

    /** Returns the outcome, with size and times if later writes would change the times. */
    private Outcome written(OpenFile open) {
        try {
            if (planned.undo().undoClass() != UndoClass.ANYTIME) {
                // Before the next tick, a write by another program could leave the same modification time.
                open.awaitClockTick(writtenAt);
            }
            ExtendedStatus status = open.status();
            // A whole second may mean that the file system keeps nothing finer, so it proves nothing.
            return status.mtime() % SECOND == 0
                    ? Outcome.of(intent, Outcome.Kind.WRITTEN)
                    : Outcome.written(intent, status);
        } catch (IOException unknown) {
            return Outcome.of(intent, Outcome.Kind.WRITTEN);
        }
    }

    /** Closes the image, which releases its locks. */
    void close() {
        OpenFile closing = file;
        file = null;
        try {
            if (closing != null) {
                closing.close();
            }
        } catch (IOException ignored) {
            // The header has been synced and read back, and the locks are released even if closing fails.
            return;
        }
    }

    /**
     * Records an outcome. An error is not reported here: a journal that fails now also fails at the next intent and at
     * its end, and the image itself shows the outcome.
     */
    private void record(Outcome known) {
        try {
            journal.recordOutcome(known);
        } catch (IOException reportedLater) {
            return;
        }
    }

    private static Optional<WriteOutcome> stale(String message) {
        return Optional.of(new WriteOutcome.Stale(Problem.error(ProblemCode.STALE, message)));
    }

    private static WriteOutcome failed(String state, IOException error) {
        return new WriteOutcome.Failed(Problem.error(CommonCode.IO_ERROR, state + ": " + IoErrors.describe(error)));
    }
}
