package io.cowhand.image;

/** A set of inode numbers that takes about 16 bytes for each; a set of boxed numbers takes 60. */
final class InodeSet {

    private static final int FIRST_SLOTS = 16;

    /** Spreads consecutive numbers over the table: 2^64 divided by the golden ratio. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** The numbers, each in its slot or one after it; 0 marks a free slot. */
    private long[] slots = new long[FIRST_SLOTS];

    private int size;
    private boolean holdsZero;

    /** Adds a number; returns false if the set contains it. */
    boolean add(long inode) {
        if (inode == 0) {
            boolean isNew = !holdsZero;
            holdsZero = true;
            return isNew;
        }
        int slot = slot(inode);
        if (slots[slot] == inode) {
            return false;
        }
        slots[slot] = inode;
        size++;
        if (size > slots.length / 4 * 3) {
            grow();
        }
        return true;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        for (long inode : old) {
            if (inode != 0) {
                slots[slot(inode)] = inode;
            }
        }
    }

    /** Returns the hash of a number, whose low bits choose the slot. */
    static int spread(long inode) {
        return (int) (inode * SPREAD >>> Integer.SIZE);
    }

    /** Returns the slot of a number, or the free one for it. The number of slots is a power of two. */
    private int slot(long inode) {
        int slot = spread(inode) & slots.length - 1;
        while (slots[slot] != 0 && slots[slot] != inode) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }
}
