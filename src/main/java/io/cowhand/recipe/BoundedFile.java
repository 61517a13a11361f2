package io.cowhand.recipe;

import io.cowhand.bytes.Bytes;
import io.cowhand.os.FileStatus;
import io.cowhand.os.IoErrors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads small regular files whole: recipes, and the files that arguments name. */
final class BoundedFile {

    private BoundedFile() {}

    /** What reading comes to. */
    sealed interface Contents {}

    /** All the bytes. */
    record Whole(Bytes bytes) implements Contents {}

    /** There are more bytes than allowed. */
    record TooLarge() implements Contents {}

    /** There is no reading it. */
    record Unreadable(String why) implements Contents {}

    /**
     * Reads a file that has at most {@code limit} bytes.
     *
     * <p>Anything but a regular file is not opened, as opening a FIFO waits for a writer that may never come.
     */
    static Contents read(Path path, int limit) {
        try {
            long size = FileStatus.ofRegular(path).size();
            if (size > limit) {
                return new TooLarge();
            }
            if (size == 0) {
                // Not opened: what the kernel makes up, such as /proc/kmsg, has no size and may wait for ever.
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
