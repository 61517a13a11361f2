package io.cowhand.os;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Copies of files that nobody else can change while they are used: they have no name, and their space is freed when they
 * are closed.
 */
public final class PrivateCopy {

    /** For large temporary files; the system's other directory for them may be in memory. */
    private static final Path LARGE = Path.of("/var/tmp");

    private PrivateCopy() {}

    /**
     * Returns a copy of a regular file, to be read from its start.
     *
     * @throws IOException if the file cannot be read, or there is no space for the copy
     */
    public static FileChannel of(Path file) throws IOException {
        FileStatus.ofRegular(file);
        Path name = Files.isWritable(LARGE)
                ? Files.createTempFile(LARGE, "cowhand-", ".tmp")
                : Files.createTempFile("cowhand-", ".tmp");
        FileChannel copy = FileChannel.open(
                name, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        try (FileChannel source = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = source.size();
            for (long at = 0; at < size; ) {
                long copied = source.transferTo(at, size - at, copy);
                if (copied <= 0) {
                    break; // the file became shorter, which the reader finds
                }
                at += copied;
            }
            copy.position(0);
            return copy;
        } catch (IOException | RuntimeException trouble) {
            copy.close();
            throw trouble;
        }
    }
}
