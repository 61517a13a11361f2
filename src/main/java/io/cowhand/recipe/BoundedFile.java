package io.cowhand.recipe;

import io.cowhand.bytes.Bytes;
import io.cowhand.image.OutsideRootException;
import io.cowhand.image.RootDirectory;
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

    /** The file does not lie below the root directory, and is not read. */
    record Outside() implements Contents {}

    /** Reads a file that has at most {@code limit} bytes. */
    static Contents read(Path path, int limit) {
        return read(path, limit, RootDirectory.ANY);
    }

    /** Reads a file that has at most {@code limit} bytes, if it lies below a directory. */
    static Contents read(Path path, int limit, RootDirectory root) {
        try {
            return root.read(path, (file, status) -> read(file, status, limit));
        } catch (OutsideRootException outside) {
            return new Outside();
        } catch (IOException trouble) {
            return new Unreadable(IoErrors.describe(trouble));
        }
    }

    private static Contents read(Path path, FileStatus status, int limit) throws IOException {
        if (status.size() > limit) {
            return new TooLarge();
        }
        if (status.size() == 0) {
            // Not opened: files of the kernel, such as /proc/kmsg, have no size and may block.
            return new Whole(Bytes.EMPTY);
        }
        try (InputStream stream = Files.newInputStream(path)) {
            byte[] bytes = stream.readNBytes(limit + 1);
            return bytes.length > limit ? new TooLarge() : new Whole(Bytes.copyOf(ByteBuffer.wrap(bytes)));
        }
    }
}
