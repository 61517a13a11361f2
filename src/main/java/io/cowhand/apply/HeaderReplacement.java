package io.cowhand.apply;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.UndoClass;
import io.cowhand.bytes.WriteSet;
import io.cowhand.journal.Outcome;
import io.cowhand.os.FileStatus;
import io.cowhand.os.SystemAnswer;
import io.cowhand.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The replacement of one image's header, whose intent is noted.
 *
 * <p>In this order: the image is opened, all its locks are taken, its window is compared with what was planned from, and
 * the sectors are written; then they are synced, read back and compared, the outcome is noted, and the image is closed,
 * which lets go of the locks. There is one channel for all of this.
 */
final class HeaderReplacement {

    /** Longer than the slowest clock of a kernel takes to tick, which is 10 ms (HZ=100). */
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(12);

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Path path;
    private final FileStatus planned;
    private final WriteSet writes;
    private final ImageWriter.Check check;
    private final long intent;
    private final Ledger ledger;

    private @Nullable FileChannel channel;
    /** Whether another channel of this process has the locks. */
    private boolean isHeldHere;
    /** When the sectors were written, by {@link System#nanoTime}. */
    private long writtenAt;
    /** What came of it, once that is known. */
    private @Nullable WriteOutcome outcome;

    /**
     * A replacement.
     *
     * @param intent the number by which it is noted
     */
    HeaderReplacement(PlannedWrite write, ImageWriter.Check check, long intent, Ledger ledger) {
        this.path = write.image().path();
        this.planned = write.file();
        this.writes = write.writes();
        this.check = check;
        this.intent = intent;
        this.ledger = ledger;
    }

    /** Writes the sectors, unless something speaks against it. */
    void begin(ImageWriter.Opener opener) {
        Optional<WriteOutcome> obstacle;
        try {
            // Looked at before it is opened, too: it may have become a FIFO or a device.
            if (isPlanned()) {
                channel = opener.open(path);
                obstacle = obstacle(channel);
            } else {
                obstacle = replaced();
            }
        } catch (NoSuchFileException | FileStatus.NotRegularException gone) {
            obstacle = Optional.of(new WriteOutcome.Gone(Problem.error("unreadable", SystemAnswer.describe(gone))));
        } catch (IOException error) {
            obstacle = Optional.of(
                    failed(channel == null ? "the image cannot be opened for writing" : "nothing was written", error));
        }
        if (obstacle.isPresent() || channel == null) {
            note(Outcome.of(intent, Outcome.Kind.NOT_WRITTEN));
            outcome = obstacle.orElseThrow();
            // Whoever is in the way must not wait for the other images.
            close();
            return;
        }
        try {
            write(channel, writes.offset(), writes.replacement());
            writtenAt = System.nanoTime();
        } catch (IOException error) {
            outcome = torn(error);
        }
    }

    /** What keeps the sectors from being written. */
    private Optional<WriteOutcome> obstacle(FileChannel open) throws IOException {
        if (!isPlanned()) {
            return replaced();
        }
        ImageLocks.Taking taking = ImageLocks.take(open);
        isHeldHere = taking == ImageLocks.Taking.HELD_HERE;
        if (taking != ImageLocks.Taking.TAKEN) {
            return Optional.of(new WriteOutcome.Locked(Problem.error(
                    "locked", "another program, such as a virtual machine, has the image or an overlay of it open")));
        }
        if (writes.window().isStartOf(buffer -> read(open, buffer))) {
            return check.check(path).map(WriteOutcome.Stale::new);
        }
        return writes.isResult(buffer -> read(open, buffer))
                ? Optional.of(new WriteOutcome.AlreadyThere())
                : stale("the header changed after it was planned; nothing was written");
    }

    /** Waits until the sectors are on the disk. */
    void sync() {
        try {
            if (outcome == null && channel != null) {
                channel.force(false);
            }
        } catch (IOException error) {
            outcome = torn(error);
        }
    }

    /** Reads the sectors back, and answers with what came of it all. */
    WriteOutcome finish() {
        if (outcome == null && channel != null) {
            outcome = finish(channel);
            close();
        }
        return Objects.requireNonNull(outcome, "it has begun");
    }

    /** After a failure no outcome is noted: whether the header is old, new or torn is for a recovery to find out. */
    private WriteOutcome finish(FileChannel open) {
        try {
            if (!writes.isResult(buffer -> read(open, buffer))) {
                return new WriteOutcome.Failed(Problem.error(
                        "write-not-kept", "the header that was written is not what is read back; check the storage"));
            }
        } catch (IOException error) {
            return torn(error);
        }
        note(written());
        return new WriteOutcome.Applied();
    }

    /** With size and time, unless the path leads elsewhere by now, or the time would not tell of later writes. */
    private Outcome written() {
        try {
            Optional<FileStatus> file = planned.again(path);
            if (writes.undo() != UndoClass.ANYTIME) {
                waitForTick();
            }
            return file.filter(found -> found.mtime() % SECOND != 0)
                    .map(found -> new Outcome(intent, Outcome.Kind.WRITTEN, found.size(), found.mtime()))
                    .orElseGet(() -> Outcome.of(intent, Outcome.Kind.WRITTEN));
        } catch (IOException moved) {
            return Outcome.of(intent, Outcome.Kind.WRITTEN);
        }
    }

    /**
     * Holds on to the image until whoever writes next leaves another time of modification: it is taken from a clock that
     * ticks every few milliseconds. Whole seconds may come from a file system that knows nothing finer; they say nothing.
     */
    private void waitForTick() {
        long left = TICK - (System.nanoTime() - writtenAt);
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = TICK - (System.nanoTime() - writtenAt);
        }
    }

    /** Lets go of the image. */
    void close() {
        try {
            if (channel != null && isHeldHere) {
                ImageLocks.keepOpen(channel);
            } else if (channel != null) {
                channel.close();
            }
        } catch (IOException toldNothingNew) {
            // What was written has been synced and read back; whatever else fails, the locks are gone.
            return;
        }
    }

    /**
     * A journal that fails now fails at the next intent as well, and when it is ended, which is where that is told; what
     * became of this image is told by the image itself.
     */
    private void note(Outcome known) {
        try {
            ledger.outcome(known);
        } catch (IOException toldLater) {
            return;
        }
    }

    /** The first bytes of a file; fewer where it has no more. */
    static Bytes window(FileChannel channel, int length) throws IOException {
        return Bytes.read(length, buffer -> read(channel, buffer));
    }

    private static void read(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) >= 0) {
            // The system may give less at a time than is there.
        }
    }

    /** Writes bytes, in one call unless the system takes fewer at a time. */
    static void write(FileChannel channel, long offset, Bytes bytes) throws IOException {
        ByteBuffer left = bytes.asBuffer();
        while (left.hasRemaining()) {
            channel.write(left, offset + left.position());
        }
    }

    private boolean isPlanned() throws IOException {
        return planned.again(path).isPresent();
    }

    private static Optional<WriteOutcome> replaced() {
        return stale("another file has taken the image's place after it was planned; nothing was written");
    }

    private static Optional<WriteOutcome> stale(String message) {
        return Optional.of(new WriteOutcome.Stale(Problem.error("stale", message)));
    }

    private static WriteOutcome torn(IOException error) {
        return failed("the header may be old, new or torn; 'cowhand recover' finds out", error);
    }

    private static WriteOutcome failed(String state, IOException error) {
        return new WriteOutcome.Failed(Problem.error("io-error", state + ": " + SystemAnswer.describe(error)));
    }
}
