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
 * The replacement of one image's header, whose intent is recorded.
 *
 * <p>In this order: the image is opened, seen to be the file that was planned, all its locks are taken, and its window is
 * compared with what was planned from. Then come the phases of the change, each written and synced before the next; then
 * the sectors are read back and compared, the outcome is recorded, and the image is closed, which releases the locks. One
 * descriptor serves for all of this. Where a phase fails, the old sectors are put back at once.
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
    /** What came of it, once that is known. */
    private @Nullable WriteOutcome outcome;

    /**
     * A replacement.
     *
     * @param intent the number by which it is recorded
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

    /** Opens and locks the image, unless something speaks against writing it. */
    void open() {
        Optional<WriteOutcome> obstacle;
        try {
            file = calls.open(planned.image().path(), planned.link(), Access.READ_AND_WRITE);
            obstacle = obstacle(file);
        } catch (NoSuchFileException | FileStatus.NotRegularException gone) {
            obstacle = Optional.of(
                    new WriteOutcome.Unreadable(Problem.error(ProblemCode.UNREADABLE, IoErrors.describe(gone))));
        } catch (IOException error) {
            obstacle = Optional.of(
                    failed(file == null ? "the image cannot be opened for writing" : "nothing was written", error));
        }
        if (obstacle.isPresent()) {
            record(Outcome.of(intent, Outcome.Kind.NOT_WRITTEN));
            outcome = obstacle.get();
            // Whoever is in the way must not wait for the other images.
            close();
        }
    }

    /** Returns what keeps the sectors from being written. */
    private Optional<WriteOutcome> obstacle(OpenFile open) throws IOException {
        if (!open.status().file().isSameFile(planned.file())) {
            return stale("another file has taken the image's place after it was planned; nothing was written");
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
     * @param left how many phases come after it
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

    /** Waits until a phase is on the disk; {@code left} as in {@link #write}. */
    void sync(int left) {
        if (outcome == null && file != null && left < phases.size()) {
            try {
                file.sync();
            } catch (IOException error) {
                revert(file, error);
            }
        }
    }

    /** Reads the sectors back, and returns what came of it all. */
    WriteOutcome finish() {
        if (outcome == null && file != null) {
            finish(file);
        }
        close();
        return Objects.requireNonNull(outcome, "it has begun");
    }

    private void finish(OpenFile open) {
        try {
            if (!writes.isResult(buffer -> HeaderBytes.read(open, 0, buffer))) {
                revert(open, new IOException("what was written is not what is read back; check the storage"));
                return;
            }
        } catch (IOException error) {
            revert(open, error);
            return;
        }
        record(written(open));
        outcome = new WriteOutcome.Applied();
    }

    /** Puts the old header back, and says what the image holds then. */
    private void revert(OpenFile open, IOException error) {
        try {
            HeaderBytes.restore(open, writes.change());
            record(Outcome.of(intent, Outcome.Kind.NOT_WRITTEN));
            outcome = failed("the header could not be written, and the old one is in its place again", error);
        } catch (IOException again) {
            // No outcome is recorded: what the image holds is for a recovery to find out.
            outcome = failed(
                    "the header could not be written, nor could the old one be put back ("
                            + IoErrors.describe(again) + "); " + held(open)
                            + "; when the storage is sound again, run 'cowhand recover'",
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
                    ? "the image is marked as half written, so that no program opens it"
                    : "it is not known what the image holds";
        } catch (IOException unreadable) {
            return "it is not known what the image holds";
        }
    }

    /** Returns the outcome with size and times, unless the times would not tell of later writes. */
    private Outcome written(OpenFile open) {
        try {
            if (planned.undo().undoClass() != UndoClass.ANYTIME) {
                // Until then a write by another program may leave the same time of modification.
                open.awaitClockTick(writtenAt);
            }
            ExtendedStatus status = open.status();
            // Whole seconds may come from a file system that knows nothing finer; they say nothing.
            return status.mtime() % SECOND == 0
                    ? Outcome.of(intent, Outcome.Kind.WRITTEN)
                    : Outcome.written(intent, status);
        } catch (IOException notTold) {
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
        } catch (IOException nothingNew) {
            // What was written has been synced and read back; whatever else fails, the locks are gone.
            return;
        }
    }

    /**
     * A journal that fails now fails at the next intent as well, and when it is ended, which is where that is reported; what
     * became of this image the image itself says.
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
        return new WriteOutcome.Failed(Problem.error(ProblemCode.IO_ERROR, state + ": " + IoErrors.describe(error)));
    }
}
