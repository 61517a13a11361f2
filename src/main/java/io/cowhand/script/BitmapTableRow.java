package io.cowhand.script;

import io.cowhand.bytes.Bytes;

/**
 * An entry of a bitmap table (section "Bitmap table").
 *
 * @param type what the cluster of the bitmap is
 * @param offset where it is, or 0
 * @param reserved the bits that must be zero
 */
record BitmapTableRow(Type type, long offset, long reserved) {

    /** What an entry says of a cluster of the bitmap. */
    enum Type {
        /** All bits are 0. */
        ALL_ZEROES("all-zeroes"),
        /** All bits are 1. */
        ALL_ONES("all-ones"),
        /** The bits are stored. */
        SERIALIZED("serialized"),
        /** Stored, and all 1: both cannot be. */
        INVALID("invalid");

        private final String label;

        Type(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    private static final long RESERVED = 0xff000000000001feL;
    private static final long OFFSET = 0x00fffffffffffe00L;
    private static final int LENGTH = 8;

    /** How many entries a table has. */
    static int count(Bytes table) {
        return table.length() / LENGTH;
    }

    /** One entry of a table. */
    static BitmapTableRow of(Bytes table, int index) {
        long entry = table.number(LENGTH * index, LENGTH);
        long offset = entry & OFFSET;
        boolean ones = (entry & 1) != 0;
        Type type = offset != 0 ? ones ? Type.INVALID : Type.SERIALIZED : ones ? Type.ALL_ONES : Type.ALL_ZEROES;
        return new BitmapTableRow(type, offset, entry & RESERVED);
    }
}
