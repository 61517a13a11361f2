package io.cowhand.planfile;

import io.cowhand.json.MalformedJsonException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The lines of a saved file, which is compressed with gzip if its name ends in {@code .gz}. */
public final class SavedLines implements Closeable {

    /** The suffix of compressed files. */
    public static final String COMPRESSED = ".gz";

    /** The maximum length of a line in characters: a change may hold two payloads of 2 MiB in hexadecimal digits. */
    private static final int LONGEST = 1 << 26;

    private static final int CHUNK = 1 << 16;

    private final Path file;
    private final Reader in;
    private final char[] buffer = new char[CHUNK];
    private int at;
    private int filled;
    private int number;
    private Optional<String> peeked = Optional.empty();

    private SavedLines(Path file, Reader in) {
        this.file = file;
        this.in = in;
    }

    /**
     * Opens a file.
     *
     * @throws MalformedJsonException if the file is not compressed, although its name says so
     */
    public static SavedLines open(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null, "it is not a regular file, and it is read twice");
        }
        InputStream bytes = Files.newInputStream(file);
        try {
            InputStream text = file.toString().endsWith(COMPRESSED) ? new GZIPInputStream(bytes, CHUNK) : bytes;
            return new SavedLines(file, new InputStreamReader(text, StandardCharsets.UTF_8.newDecoder()));
        } catch (ZipException | EOFException notCompressed) {
            bytes.close();
            throw new MalformedJsonException(file + ": this is not compressed with gzip");
        }
    }

    /** Returns the file. */
    public Path file() {
        return file;
    }

    /**
     * Returns the next line without its line feed; nothing at the end.
     *
     * @throws MalformedJsonException if the file is damaged
     */
    public Optional<String> next() throws IOException {
        Optional<String> next = peeked.isPresent() ? peeked : read();
        peeked = Optional.empty();
        return next;
    }

    /** Returns the line that {@link #next} will return. */
    public Optional<String> peek() throws IOException {
        if (peeked.isEmpty()) {
            peeked = read();
        }
        return peeked;
    }

    private Optional<String> read() throws IOException {
        number++;
        StringBuilder line = new StringBuilder();
        while (true) {
            if (at == filled && !fill()) {
                return line.isEmpty() ? Optional.empty() : Optional.of(line.toString());
            }
            int end = at;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            line.append(buffer, at, end - at);
            boolean isComplete = end < filled;
            at = isComplete ? end + 1 : end;
            if (isComplete) {
                return Optional.of(line.toString());
            }
            if (line.length() > LONGEST) {
                throw wrong("the line is longer than " + LONGEST + " characters");
            }
        }
    }

    private boolean fill() throws IOException {
        try {
            at = 0;
            filled = Math.max(0, in.read(buffer));
            return filled > 0;
        } catch (ZipException | EOFException damaged) {
            throw wrong("the compressed file is damaged or incomplete");
        } catch (CharacterCodingException notText) {
            throw wrong("this is not UTF-8");
        }
    }

    /** Returns an exception about the line that was read last. */
    public MalformedJsonException wrong(String message) {
        return new MalformedJsonException(file + ":" + number + ": " + message);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
