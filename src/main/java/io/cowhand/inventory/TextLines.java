package io.cowhand.inventory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/** The lines of a text in UTF-8, which may begin with a byte order mark. */
final class TextLines {

    private static final String MARK = "\ufeff";

    private final LineInput lines;
    private final Findings findings;
    private String text = "";

    TextLines(LineInput lines, Findings findings) {
        this.lines = lines;
        this.findings = findings;
    }

    /** Reads the next line; returns false at the end. Bytes that are not UTF-8 are reported, and become U+FFFD. */
    boolean next() throws IOException {
        if (!lines.next()) {
            return false;
        }
        text = decode(lines.bytes());
        if (lines.number() == 1 && text.startsWith(MARK)) {
            text = text.substring(MARK.length());
        }
        return true;
    }

    /** Returns the line that was read last, without its line feed. */
    String text() {
        return text;
    }

    /** Returns whether the line that was read last ends with a line feed. */
    boolean isEnded() {
        return lines.isEnded();
    }

    /** Returns the number of the line that was read last, from 1. */
    int number() {
        return lines.number();
    }

    private String decode(ByteBuffer bytes) {
        CharBuffer decoded = CharBuffer.allocate(bytes.remaining());
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        if (decoder.decode(bytes.duplicate(), decoded, true).isError()) {
            int column = Text.column(decoded.flip(), decoded.length());
            findings.add(ProblemCode.NOT_UTF8, lines.number(), column, "this is not UTF-8");
            return StandardCharsets.UTF_8.decode(bytes).toString();
        }
        return decoded.flip().toString();
    }
}
