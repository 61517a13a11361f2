package io.cowhand.qcow2;

import io.cowhand.problem.Value;

/**
 * Something wrong in a table outside the first cluster, found while it was read.
 *
 * @param kind which of the rules it breaks
 * @param offset where, in bytes from the start of the image
 * @param value the value found there
 * @param message what is wrong, as a sentence
 */
public record TableDefect(Kind kind, long offset, Value value, String message) {

    /** What can be wrong with a table. */
    public enum Kind {
        /** A snapshot has more extra data than QEMU reads. */
        SNAPSHOT_EXTRA_DATA,
        /** The snapshot table is longer than QEMU reads. */
        SNAPSHOT_TABLE_LENGTH,
        /** The bitmap directory's entries and its size or their number do not agree. */
        BITMAP_DIRECTORY,
        /** An entry of the bitmap directory is invalid. */
        BITMAP_ENTRY,
        /** Two bitmaps have one name. */
        BITMAP_NAME,
        /** A bitmap's name has a zero byte, so that QEMU cannot write the directory in its place. */
        BITMAP_NAME_CUT,
        /** A bitmap's table does not fit the disk, or has an invalid entry. */
        BITMAP_TABLE,
        /** There is more to read than Cowhand reads. */
        NOT_READ
    }
}
