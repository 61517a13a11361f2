package io.cowhand.image;

/**
 * Where a file was named first, and what was said of it.
 *
 * @param place the number of the inventory's line, counted over all inventories; 0 if no inventory named it
 * @param row the digest of its row; 0 if it has none
 */
record Mention(int place, long row) {

    /** Named by a path or a glob. */
    static final Mention PLAIN = new Mention(0, 0);
}
