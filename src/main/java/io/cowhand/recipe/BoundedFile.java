package io.cowhand.recipe;

import io.cowhand.bytes.Bytes;
import io.cowhand.os.FileStatus;
import io.cowhand.os.IoErrors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads whole regular files up to a limit: recipes, and files that arguments name. */
final class BoundedFile {

    private BoundedFile() {}

    /** The result of reading a file. */
    sealed interface Contents {}

    /** All bytes of the file. */
    record Whole(Bytes bytes) implements Contents {}

    /** The file is larger than the limit. */
    record TooLarge() implements Contents {}

    /** The file cannot be read. */
    record Unreadable(String why) implements Contents {}

    /**
     * Reads a file that has at most {@code limit} bytes.
     *
     * <p>Anything but a regular file is not opened: opening a FIFO waits for a writer.
     */
    static Contents read(Path path, int limit) {
        try {
            long size = FileStatus.ofRegular(path).size();
            if (size > limit) {
                return new TooLarge();
            }
            if (size == 0) {
                // Not opened: files of the kernel, such as /proc/kmsg, have no size and may block.
                return new Whole(Bytes.EMPTY);
            }
            try (InputStream stream = Files.newInputStream(path)) {
                byte[] bytes = stream.readNBytes(limit + 1);
                return bytes.length > limit ? new TooLarge() : new Whole(Bytes.copyOf(ByteBuffer.wrap(bytes)));
            }
        } catch (IOException trouble) {
            return new Unreadable(IoErrors.describe(trouble));
        }
    }
}
