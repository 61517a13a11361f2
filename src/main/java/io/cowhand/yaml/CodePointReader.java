package io.cowhand.yaml;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Feeds SnakeYAML a text that is already in memory.
 *
 * <p>SnakeYAML's own reader moves a window of 1023 characters over a stream and copies it at each step: one long line
 * of 4 MiB takes it seven seconds, and this class a tenth of a second.
 */
final class CodePointReader extends StreamReader {

    private final int[] text;
    private int index;
    private int documentStart;
    private int line;
    private int column;

    CodePointReader(int[] text) {
        this(text, 0, Position.START);
    }

    /** Creates a reader of the rest of a text. */
    CodePointReader(int[] text, int index, Position position) {
        super("");
        this.text = text;
        this.index = index;
        this.line = position.line() - 1;
        this.column = position.column() - 1;
    }

    Position position() {
        return new Position(line + 1, column + 1);
    }

    @Override
    public Mark getMark() {
        return new Mark("document", index, line, column, text, index);
    }

    @Override
    public void forward() {
        forward(1);
    }

    @Override
    public void forward(int length) {
        for (int i = 0; i < length && index < text.length; i++) {
            int point = text[index++];
            if (isLineBreak(point) || (point == '\r' && index < text.length && text[index] != '\n')) {
                line++;
                column = 0;
            } else if (point != 0xfeff) {
                column++;
            }
        }
    }

    /** Returns whether a character is a line break of YAML 1.1, which the scanner implements. */
    private static boolean isLineBreak(int point) {
        return point == '\n' || point == 0x85 || point == 0x2028 || point == 0x2029;
    }

    @Override
    public int peek() {
        return peek(0);
    }

    @Override
    public int peek(int ahead) {
        return index + ahead < text.length ? text[index + ahead] : '\0';
    }

    @Override
    public String prefix(int length) {
        return new String(text, index, Math.min(length, text.length - index));
    }

    @Override
    public String prefixForward(int length) {
        String prefix = prefix(length);
        index += length;
        column += length;
        return prefix;
    }

    @Override
    public int getColumn() {
        return column;
    }

    @Override
    public int getLine() {
        return line;
    }

    @Override
    public int getIndex() {
        return index;
    }

    @Override
    public int getDocumentIndex() {
        return index - documentStart;
    }

    @Override
    public void resetDocumentIndex() {
        documentStart = index;
    }
}
