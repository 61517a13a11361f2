package io.cowhand.apply;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.WriteSet;
import io.cowhand.journal.Outcome;
import io.cowhand.problem.Problem;
import io.cowhand.target.FileStatus;
import io.cowhand.target.SystemAnswer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.io.IOUtils;

/**
 * The replacement of one image's header, whose intent is noted.
 *
 * <p>In this order: the image is opened, all its locks are taken, its window is compared with what was planned from, the
 * sectors are written, synced, read back and compared, the outcome is noted, and the image is closed, which lets go of the
 * locks. There is one channel for all of this.
 */
final class HeaderReplacement {

    private final Path path;
    private final FileStatus planned;
    private final WriteSet writes;
    private final Bytes result;
    private final ImageWriter.Check check;
    private final long intent;
    private final Ledger ledger;
    private final ImageWriter.Opener opener;

    HeaderReplacement(
            Path path,
            FileStatus planned,
            WriteSet writes,
            ImageWriter.Check check,
            long intent,
            Ledger ledger,
            ImageWriter.Opener opener) {
        this.path = path;
        this.planned = planned;
        this.writes = writes;
        this.result = writes.result();
        this.check = check;
        this.intent = intent;
        this.ledger = ledger;
        this.opener = opener;
    }

    WriteOutcome run() {
        FileChannel channel;
        try {
            // Looked at before it is opened, as it may have become a device or a FIFO.
            if (!isPlanned(FileStatus.ofRegular(path))) {
                return nothing(replaced());
            }
            channel = opener.open(path);
        } catch (NoSuchFileException gone) {
            return nothing(gone(gone));
        } catch (FileStatus.NotRegularException gone) {
            return nothing(gone(gone));
        } catch (IOException error) {
            return nothing(failed("the image cannot be opened for writing", error));
        }
        WriteOutcome outcome = run(channel);
        try {
            channel.close();
        } catch (IOException toldNothingNew) {
            // What was written has been synced and read back; whatever else fails, the locks are gone.
            return outcome;
        }
        return outcome;
    }

    private WriteOutcome run(FileChannel channel) {
        try {
            if (!isPlanned(FileStatus.ofRegular(path))) {
                return nothing(replaced());
            }
            if (!ImageLocks.take(channel)) {
                return nothing(new WriteOutcome.Locked(Problem.error(
                        "locked",
                        "another program, such as a virtual machine, has the image or an overlay of it open")));
            }
            Bytes found = window(channel, result.length());
            if (found.equals(result)) {
                return nothing(new WriteOutcome.AlreadyThere());
            }
            if (!found.equals(writes.window())) {
                return nothing(stale("the header changed after it was planned; nothing was written"));
            }
            Optional<Problem> objection = check.check(path);
            if (objection.isPresent()) {
                return nothing(new WriteOutcome.Stale(objection.get()));
            }
        } catch (NoSuchFileException gone) {
            return nothing(gone(gone));
        } catch (IOException error) {
            return nothing(failed("nothing was written", error));
        }
        return replace(channel);
    }

    /** After a failure no outcome is noted: whether the header is old, new or torn is for a recovery to find out. */
    private WriteOutcome replace(FileChannel channel) {
        try {
            write(channel, writes.offset(), writes.replacement());
            if (!window(channel, result.length()).equals(result)) {
                return new WriteOutcome.Failed(Problem.error(
                        "write-not-kept", "the header that was written is not what is read back; check the storage"));
            }
            FileStatus written = FileStatus.of(path);
            note(
                    isPlanned(written)
                            ? new Outcome(intent, Outcome.Kind.WRITTEN, written.size(), written.mtime())
                            : Outcome.of(intent, Outcome.Kind.WRITTEN));
            return new WriteOutcome.Applied();
        } catch (IOException error) {
            return failed("the header may be old, new or torn; 'cowhand recover' finds out", error);
        }
    }

    private boolean isPlanned(FileStatus file) {
        return file.isSameFile(planned);
    }

    private WriteOutcome nothing(WriteOutcome outcome) {
        note(Outcome.of(intent, Outcome.Kind.NOT_WRITTEN));
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

    /** The first bytes of a file; fewer where it has no more. */
    static Bytes window(FileChannel channel, int length) throws IOException {
        return Bytes.read(length, buffer -> IOUtils.read(channel.position(0), buffer));
    }

    /** Writes bytes in one call, unless the system takes fewer at a time, and waits until they are on the disk. */
    static void write(FileChannel channel, long offset, Bytes bytes) throws IOException {
        ByteBuffer left = bytes.asBuffer();
        while (left.hasRemaining()) {
            channel.write(left, offset + left.position());
        }
        channel.force(false);
    }

    private static WriteOutcome replaced() {
        return stale("another file has taken the image's place after it was planned; nothing was written");
    }

    private static WriteOutcome stale(String message) {
        return new WriteOutcome.Stale(Problem.error("stale", message));
    }

    private static WriteOutcome gone(IOException why) {
        return new WriteOutcome.Gone(Problem.error("unreadable", SystemAnswer.describe(why)));
    }

    private static WriteOutcome failed(String state, IOException error) {
        return new WriteOutcome.Failed(Problem.error("io-error", state + ": " + SystemAnswer.describe(error)));
    }
}
