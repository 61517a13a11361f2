package io.cowhand.inventory;

/** Positions in a text. */
final class Text {

    private Text() {}

    /** Returns the column of a character in a line, from 1, in code points. */
    static int column(CharSequence line, int index) {
        return Character.codePointCount(line, 0, index) + 1;
    }
}
