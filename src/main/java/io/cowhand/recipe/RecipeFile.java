package io.cowhand.recipe;

import io.cowhand.bytes.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Reads small regular files whole: recipes, and the files that arguments name. */
final class RecipeFile {

    private RecipeFile() {}

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
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                return new Unreadable("it is a directory");
            }
            if (!attributes.isRegularFile()) {
                return new Unreadable("it is not a regular file");
            }
            if (attributes.size() > limit) {
                return new TooLarge();
            }
            try (InputStream stream = Files.newInputStream(path)) {
                byte[] bytes = stream.readNBytes(limit + 1);
                return bytes.length > limit ? new TooLarge() : new Whole(Bytes.copyOf(ByteBuffer.wrap(bytes)));
            }
        } catch (NoSuchFileException missing) {
            return new Unreadable("there is no such file");
        } catch (AccessDeniedException denied) {
            return new Unreadable("permission denied");
        } catch (FileSystemLoopException loop) {
            return new Unreadable("too many symbolic links");
        } catch (IOException trouble) {
            return new Unreadable(String.valueOf(trouble.getMessage()));
        }
    }
}
