package io.cowhand.apply;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.WriteSet;
import io.cowhand.problem.Problem;
import io.cowhand.target.FileIdentity;
import io.cowhand.target.SystemAnswer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.commons.io.IOUtils;

/** Writes the planned sectors of one image after the other. */
public final class ImageWriter {

    private ImageWriter() {}

    /**
     * Writes the sectors, if the image still is what they were planned from, and nobody else has it open.
     *
     * @param path leads to the image
     * @param planned the file that was planned
     */
    public static WriteOutcome write(Path path, FileIdentity planned, WriteSet writes) {
        try {
            if (!FileIdentity.of(path).isSameFile(planned)) {
                return replaced();
            }
        } catch (IOException gone) {
            return new WriteOutcome.Gone(Problem.error("unreadable", SystemAnswer.describe(gone)));
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return FileIdentity.of(path).isSameFile(planned) ? locked(channel, writes) : replaced();
        } catch (NoSuchFileException gone) {
            return new WriteOutcome.Gone(Problem.error("unreadable", SystemAnswer.describe(gone)));
        } catch (IOException error) {
            return failed("the image cannot be opened for writing", error);
        }
    }

    private static WriteOutcome locked(FileChannel channel, WriteSet writes) {
        try {
            if (!ImageLocks.take(channel)) {
                return new WriteOutcome.Locked(Problem.error(
                        "locked",
                        "another program, such as a virtual machine, has the image or an overlay of it open"));
            }
            Bytes found = window(channel, writes);
            if (found.equals(writes.result())) {
                return new WriteOutcome.AlreadyThere();
            }
            if (!found.equals(writes.window())) {
                return new WriteOutcome.Stale(
                        Problem.error("stale", "the header changed after it was planned; nothing was written"));
            }
        } catch (IOException error) {
            return failed("nothing was written", error);
        }
        return replace(channel, writes);
    }

    private static WriteOutcome replace(FileChannel channel, WriteSet writes) {
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
            return new WriteOutcome.Applied();
        } catch (IOException error) {
            return failed("the header may be old, new or torn", error);
        }
    }

    private static Bytes window(FileChannel channel, WriteSet writes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(writes.window().length());
        IOUtils.read(channel.position(0), buffer);
        return Bytes.copyOf(buffer.flip());
    }

    private static WriteOutcome replaced() {
        return new WriteOutcome.Stale(Problem.error(
                "stale", "another file has taken the image's place after it was planned; nothing was written"));
    }

    private static WriteOutcome failed(String state, IOException error) {
        return new WriteOutcome.Failed(Problem.error("io-error", state + ": " + SystemAnswer.describe(error)));
    }
}
