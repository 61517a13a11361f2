package io.cowhand.planfile;

import io.cowhand.bytes.Bytes;
import io.cowhand.json.MalformedJsonException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.ZipException;

/** The lines of a saved file, which have a bounded length. */
final class SavedLines {

    /** The maximum length of a line in bytes: a change may hold two payloads of 2 MiB in hexadecimal digits. */
    private static final int LONGEST = 1 << 26;

    /** The length of most lines, in bytes. */
    private static final int TYPICAL = 1 << 11;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;
    private int number;
    private boolean endsWithinLine;

    /** Reads lines from a stream, which the caller closes. */
    SavedLines(InputStream in) {
        this.in = in;
    }

    /** Returns the number of the line that was read last, from 1. */
    int number() {
        return number;
    }

    /** Returns whether the line that was read last has no line feed. */
    boolean endsWithinLine() {
        return endsWithinLine;
    }

    /**
     * Returns the next line without its line feed; nothing at the end of the file.
     *
     * @throws MalformedJsonException if the file is damaged
     */
    Optional<Bytes> next() throws IOException {
        number++;
        ByteArrayOutputStream started = null;
        while (true) {
            if (at == end && !fill()) {
                endsWithinLine = started != null;
                return started == null
                        ? Optional.empty()
                        : Optional.of(bytes(started.toByteArray(), 0, started.size()));
            }
            int feed = lineFeed(buffer, at, end);
            boolean isComplete = feed < end;
            if (isComplete && started == null) {
                Bytes line = bytes(buffer, at, feed - at);
                at = feed + 1;
                return Optional.of(line);
            }
            started = started == null ? new ByteArrayOutputStream(TYPICAL) : started;
            started.write(buffer, at, feed - at);
            at = isComplete ? feed + 1 : end;
            if (isComplete) {
                return Optional.of(bytes(started.toByteArray(), 0, started.size()));
            }
            if (started.size() > LONGEST) {
                throw new MalformedJsonException("it has a line of more than " + LONGEST + " bytes");
            }
        }
    }

    /** Returns the offset of the next line feed; {@code to} if there is none. In a method, since C1 would read fields each time. */
    private static int lineFeed(byte[] bytes, int from, int to) {
        int feed = from;
        while (feed < to && bytes[feed] != '\n') {
            feed++;
        }
        return feed;
    }

    private static Bytes bytes(byte[] array, int offset, int length) {
        return Bytes.copyOf(ByteBuffer.wrap(array, offset, length));
    }

    /**
     * Returns a line as text.
     *
     * @throws MalformedJsonException if it is not UTF-8
     */
    static String text(Bytes line) throws MalformedJsonException {
        return line.asUtf8().orElseThrow(() -> new MalformedJsonException("this is not UTF-8"));
    }

    private boolean fill() throws IOException {
        try {
            at = 0;
            end = Math.max(0, in.read(buffer));
            return end > 0;
        } catch (EOFException cut) {
            throw new MalformedJsonException("it is incomplete: its compressed data ends too early");
        } catch (ZipException damaged) {
            throw new MalformedJsonException("its compressed data is damaged: " + damaged.getMessage());
        }
    }
}
