package io.cowhand.recipe;

import org.yaml.snakeyaml.error.Mark;

/**
 * A place in a recipe's text.
 *
 * @param line from 1
 * @param column from 1, in code points
 */
record Place(int line, int column) {

    /** Where the text starts. */
    static final Place START = new Place(1, 1);

    /** The place of a mark, which counts from 0. */
    static Place of(Mark mark) {
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
