package io.cowhand.image;

/**
 * Where a file was named first, and what was said of it.
 *
 * @param place a number from 1: that of the inventory's line, counted over all inventories, or of the file in a list; 0 if
 *     there is none
 * @param row the digest of its row; 0 if it has none
 */
record Mention(int place, long row) {

    /** Named by a path or a glob. */
    static final Mention PLAIN = new Mention(0, 0);
}
