package io.cowhand.yaml;

import org.yaml.snakeyaml.error.Mark;

/**
 * A position in a text.
 *
 * @param line from 1
 * @param column from 1, in code points
 */
public record Position(int line, int column) {

    /** The start of a text. */
    public static final Position START = new Position(1, 1);

    /** Returns the position of a mark, which counts from 0. */
    static Position of(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
