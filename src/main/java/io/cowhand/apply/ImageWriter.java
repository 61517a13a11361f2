package io.cowhand.apply;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.WriteSet;
import io.cowhand.journal.Outcome;
import io.cowhand.problem.Problem;
import io.cowhand.target.FileIdentity;
import io.cowhand.target.ImageReference;
import io.cowhand.target.SystemAnswer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.IOUtils;

/**
 * Writes the planned sectors of one image after the other.
 *
 * <p>In this order: the intent is noted, the image is opened, all its locks are taken, its window is compared with what was
 * planned from, the sectors are written, synced, read back and compared, the outcome is noted, and the image is closed,
 * which lets go of the locks. There is one channel for all of this: to close any other one of the same file would drop
 * the locks.
 */
public final class ImageWriter {

    /** Looks at an image of which all locks are held. */
    @FunctionalInterface
    interface Check {
        /** Why the image must not be written, if so. */
        Optional<Problem> check(Path path, FileChannel channel) throws IOException;
    }

    private static final Check NOTHING = (path, channel) -> Optional.empty();

    private final Ledger ledger;

    /** A writer that notes what it does. */
    public ImageWriter(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Writes the sectors, if the image still is what they were planned from, and nobody else has it open.
     *
     * @param planned the file that was planned
     */
    public WriteOutcome write(ImageReference image, FileIdentity planned, WriteSet writes) {
        return write(image, planned, writes, NOTHING);
    }

    /** The same, if under the locks a check finds nothing against it. */
    WriteOutcome write(ImageReference image, FileIdentity planned, WriteSet writes, Check check) {
        Path path = image.path();
        try {
            if (!FileIdentity.of(path).isSameFile(planned)) {
                return replaced();
            }
        } catch (IOException gone) {
            return gone(gone);
        }
        long number;
        try {
            number = ledger.intend(image, writes);
        } catch (IOException error) {
            return new WriteOutcome.Failed(
                    Problem.error("journal-failed", "nothing was written: " + SystemAnswer.describe(error)));
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return FileIdentity.of(path).isSameFile(planned)
                    ? locked(path, channel, number, writes, check)
                    : nothing(number, replaced());
        } catch (NoSuchFileException gone) {
            return nothing(number, gone(gone));
        } catch (IOException error) {
            return nothing(number, failed("the image cannot be opened for writing", error));
        }
    }

    private WriteOutcome locked(Path path, FileChannel channel, long number, WriteSet writes, Check check) {
        try {
            if (!ImageLocks.take(channel)) {
                return nothing(
                        number,
                        new WriteOutcome.Locked(Problem.error(
                                "locked",
                                "another program, such as a virtual machine, has the image or an overlay of it open")));
            }
            Bytes found = window(channel, writes);
            if (found.equals(writes.result())) {
                return nothing(number, new WriteOutcome.AlreadyThere());
            }
            if (!found.equals(writes.window())) {
                return nothing(
                        number,
                        new WriteOutcome.Stale(Problem.error(
                                "stale", "the header changed after it was planned; nothing was written")));
            }
            Optional<Problem> objection = check.check(path, channel);
            if (objection.isPresent()) {
                return nothing(number, new WriteOutcome.Stale(objection.get()));
            }
        } catch (IOException error) {
            return nothing(number, failed("nothing was written", error));
        }
        return replace(path, channel, number, writes);
    }

    /** After a failure no outcome is noted: whether the header is old, new or torn is for a recovery to find out. */
    private WriteOutcome replace(Path path, FileChannel channel, long number, WriteSet writes) {
        try {
            ByteBuffer sectors = writes.replacement().asBuffer();
            while (sectors.hasRemaining()) {
                channel.write(sectors, writes.offset() + sectors.position());
            }
            channel.force(false);
            if (!window(channel, writes).equals(writes.result())) {
                return new WriteOutcome.Failed(Problem.error(
                        "write-not-kept", "the header that was written is not what is read back; check the storage"));
            }
            note(new Outcome(number, Outcome.Kind.WRITTEN, channel.size(), mtime(path)));
            return new WriteOutcome.Applied();
        } catch (IOException error) {
            return failed("the header may be old, new or torn; 'cowhand recover' finds out", error);
        }
    }

    static long mtime(Path path) throws IOException {
        return Files.getLastModifiedTime(path).to(TimeUnit.NANOSECONDS);
    }

    private WriteOutcome nothing(long number, WriteOutcome outcome) {
        note(Outcome.of(number, Outcome.Kind.NOT_WRITTEN));
        return outcome;
    }

    /**
     * A journal that fails now fails at the next intent as well, and when it is ended, which is where that is told; what
     * became of this image is told by the image itself.
     */
    private void note(Outcome outcome) {
        try {
            ledger.outcome(outcome);
        } catch (IOException toldLater) {
            return;
        }
    }

    private static Bytes window(FileChannel channel, WriteSet writes) throws IOException {
        return window(channel, writes.window().length());
    }

    /** The first bytes of a file; fewer where it has no more. */
    static Bytes window(FileChannel channel, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        IOUtils.read(channel.position(0), buffer);
        return Bytes.copyOf(buffer.flip());
    }

    private static WriteOutcome replaced() {
        return new WriteOutcome.Stale(Problem.error(
                "stale", "another file has taken the image's place after it was planned; nothing was written"));
    }

    private static WriteOutcome gone(IOException why) {
        return new WriteOutcome.Gone(Problem.error("unreadable", SystemAnswer.describe(why)));
    }

    private static WriteOutcome failed(String state, IOException error) {
        return new WriteOutcome.Failed(Problem.error("io-error", state + ": " + SystemAnswer.describe(error)));
    }
}
