package io.cowhand.qcow2;

import io.cowhand.problem.Value;

/**
 * A defect of a table outside the first cluster, found while the table was read.
 *
 * @param kind the kind of the defect
 * @param offset the offset, in bytes from the start of the image
 * @param value the value at that offset
 * @param message a sentence that describes the defect
 */
public record TableDefect(Kind kind, long offset, Value value, String message) {

    /** The kinds of defects. */
    public enum Kind {
        /** A snapshot has more extra data than QEMU reads. */
        SNAPSHOT_EXTRA_DATA,
        /** The snapshot table is longer than QEMU reads. */
        SNAPSHOT_TABLE_LENGTH,
        /** The entries of the bitmap directory do not agree with its size or their number. */
        BITMAP_DIRECTORY,
        /** An entry of the bitmap directory is invalid. */
        BITMAP_ENTRY,
        /** Two bitmaps have the same name. */
        BITMAP_NAME,
        /** A bitmap's name contains a zero byte, so that QEMU cannot rewrite the directory in place. */
        BITMAP_NAME_CUT,
        /** A bitmap's table does not fit the disk, or has an invalid entry. */
        BITMAP_TABLE,
        /** The tables are longer than Cowhand reads. */
        NOT_READ
    }
}
