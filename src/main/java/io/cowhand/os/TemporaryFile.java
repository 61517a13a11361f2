package io.cowhand.os;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A temporary file of text that only its owner can read; removed when it is closed. */
public final class TemporaryFile implements AutoCloseable {

    private final Path path;
    private final BufferedWriter writer;

    private TemporaryFile(Path path, BufferedWriter writer) {
        this.path = path;
        this.writer = writer;
    }

    /** Creates an empty file, in the directory for temporary files. */
    public static TemporaryFile create(String prefix, String suffix) throws IOException {
        // Files creates it for the owner alone.
        Path path = Files.createTempFile(prefix, suffix);
        try {
            return new TemporaryFile(path, Files.newBufferedWriter(path));
        } catch (IOException error) {
            Files.deleteIfExists(path);
            throw error;
        }
    }

    /** Appends a line. */
    public void writeLine(String line) throws IOException {
        writer.write(line);
        writer.write('\n');
    }

    /** Writes all lines to the file, for others to read, and returns its path. */
    public Path complete() throws IOException {
        writer.flush();
        return path;
    }

    /** Removes the file. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
        writer.close();
    }
}
