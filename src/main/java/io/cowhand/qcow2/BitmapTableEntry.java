package io.cowhand.qcow2;

import io.cowhand.bytes.Bytes;

/**
 * An entry of a bitmap table: the location of one cluster of the bitmap's data (section "Bitmap table").
 *
 * @param bits the 64 bits
 */
public record BitmapTableEntry(long bits) {

    /** Bytes of an entry. */
    public static final int LENGTH = 8;

    private static final long RESERVED = 0xff000000000001feL;
    private static final long OFFSET = 0x00fffffffffffe00L;
    private static final long ONES = 1;

    /** The kind of an entry. */
    public enum Type {
        /** All bits are 0. */
        ALL_ZEROES("all-zeroes"),
        /** All bits are 1. */
        ALL_ONES("all-ones"),
        /** The bits are stored. */
        SERIALIZED("serialized"),
        /** Both stored and all 1, which is invalid. */
        INVALID("invalid");

        private final String label;

        Type(String label) {
            this.label = label;
        }

        /** Returns the name in a dump. */
        public String label() {
            return label;
        }
    }

    /** Returns the entry with an index, from 0. */
    public static BitmapTableEntry of(Bytes table, int index) {
        return new BitmapTableEntry(table.number(LENGTH * index, LENGTH));
    }

    /** Returns the offset of the cluster, in bytes from the start of the image; 0 if it is not stored. */
    public long offset() {
        return bits & OFFSET;
    }

    /** Returns the bits that must be zero. */
    public long reserved() {
        return bits & RESERVED;
    }

    /** Returns the kind. */
    public Type type() {
        boolean ones = (bits & ONES) != 0;
        if (offset() != 0) {
            return ones ? Type.INVALID : Type.SERIALIZED;
        }
        return ones ? Type.ALL_ONES : Type.ALL_ZEROES;
    }
}
