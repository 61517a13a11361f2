package io.cowhand.inventory;

import java.io.IOException;
import java.io.Reader;

/** Passes the lines of a CSV text on, and keeps those of one record, in which the places of its fields are found. */
final class CsvText extends Reader {

    private final TextLines lines;
    /** The text from the start of the record to what was passed on last. */
    private final StringBuilder record = new StringBuilder();

    private long start;
    private int firstLine = 1;
    private int passed;

    /** Thrown when a record is too long, which it can be only where a quote is open. */
    static final class TooLongException extends IOException {

        private static final long serialVersionUID = 1L;
    }

    CsvText(TextLines lines) {
        this.lines = lines;
    }

    @Override
    public int read(char[] target, int from, int most) throws IOException {
        if (passed == record.length() && !append()) {
            return -1;
        }
        int length = Math.min(most, record.length() - passed);
        record.getChars(passed, passed + length, target, from);
        passed += length;
        return length;
    }

    private boolean append() throws IOException {
        if (record.length() > Limits.RECORD) {
            throw new TooLongException();
        }
        if (!lines.next()) {
            return false;
        }
        record.append(lines.text());
        if (lines.isEnded()) {
            record.append('\n');
        }
        return true;
    }

    /** Forgets the text before a record, and empty lines before it. */
    void begin(long position) {
        int before = (int) (position - start);
        while (before < record.length() && isLineEnd(record.charAt(before))) {
            before++;
        }
        for (int i = 0; i < before; i++) {
            firstLine += record.charAt(i) == '\n' ? 1 : 0;
        }
        record.delete(0, before);
        start += before;
        passed -= before;
    }

    private static boolean isLineEnd(char character) {
        return character == '\n' || character == '\r';
    }

    /** Returns the line on which the record begins, from 1. */
    int line() {
        return firstLine;
    }

    /** Returns the text from the start of the record on, which may be followed by others. */
    CharSequence record() {
        return record;
    }

    /** Returns the line of a character of {@link #record}. */
    int line(int index) {
        return firstLine
                + (int) record.chars().limit(index).filter(each -> each == '\n').count();
    }

    /** Returns the column of a character of {@link #record}. */
    int column(int index) {
        int lineStart = index == 0 ? 0 : record.lastIndexOf("\n", index - 1) + 1;
        return Text.column(record.substring(lineStart, index), index - lineStart);
    }

    @Override
    public void close() {
        // Whoever opened the lines closes them.
    }
}
