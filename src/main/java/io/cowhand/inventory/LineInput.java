package io.cowhand.inventory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Splits bytes into lines, of which one is in memory at a time. */
final class LineInput {

    private static final int CHUNK = 1 << 16;

    private final InputStream in;
    private byte separator = '\n';
    private byte[] buffer = new byte[CHUNK];
    /** The line that was read last: from here to its separator, or to the end of the input. */
    private int start;

    private int end;
    private int afterLine;
    /** The end of the bytes that were read. */
    private int filled;

    private boolean isAtEnd;
    private int number;

    LineInput(InputStream in) {
        this.in = in;
    }

    /** Thrown when a line is too long, or there are too many; nothing can be read after that. */
    static final class TooLongException extends IOException {

        private static final long serialVersionUID = 1L;

        TooLongException(String message) {
            super(message);
        }
    }

    /** Returns whether a byte occurs before a line would be too long. To be called before the first line is read. */
    boolean beginsWithLineOf(byte sought) throws IOException {
        int at = 0;
        while (true) {
            for (; at < filled; at++) {
                if (buffer[at] == sought) {
                    return true;
                }
            }
            if (isAtEnd || filled > Limits.RECORD) {
                return false;
            }
            fill();
        }
    }

    /** Ends lines by another byte than a line feed. */
    void separateBy(byte other) {
        separator = other;
    }

    /**
     * Reads the next line; returns false at the end.
     *
     * @throws TooLongException if it is too long, or there are too many lines before it
     */
    boolean next() throws IOException {
        start = afterLine;
        end = start;
        while (true) {
            while (end < filled && buffer[end] != separator) {
                end++;
            }
            if (end - start > Limits.RECORD) {
                number++;
                throw new TooLongException("the line is longer than " + Limits.RECORD + " bytes");
            }
            if (end < filled || isAtEnd) {
                break;
            }
            fill();
        }
        if (start == filled) {
            return false;
        }
        number++;
        if (number > Limits.LINES) {
            throw new TooLongException("there are more than " + Limits.LINES + " lines");
        }
        afterLine = Math.min(end + 1, filled);
        return true;
    }

    /** Returns the bytes of the line that was read last, without the separator; valid until the next one is read. */
    ByteBuffer bytes() {
        return ByteBuffer.wrap(buffer, start, end - start);
    }

    /** Returns whether the line that was read last ends with the separator. */
    boolean isEnded() {
        return end < filled;
    }

    /** Returns the number of the line that was read last, from 1. */
    int number() {
        return number;
    }

    /** Reads more bytes, and moves the line that is being read to the start of the buffer. */
    private void fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            end -= start;
            filled -= start;
            start = 0;
        }
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        isAtEnd = read < 0;
        filled += Math.max(read, 0);
    }
}
