package io.cowhand.image;

/** A map of inode numbers to positions that takes 16 to 32 bytes for each; a map of objects takes 100. */
final class InodeMap {

    private static final int FIRST_SLOTS = 16;

    /** The numbers, each in its slot or one after it; which slots are in use, {@link #positions} says. */
    private long[] inodes = new long[FIRST_SLOTS];

    /** The positions plus 1; 0 marks a free slot. */
    private int[] positions = new int[FIRST_SLOTS];

    private int size;

    /** Adds a number with its position, 0 or more; returns false, and changes nothing, if the map contains the number. */
    boolean add(long inode, int position) {
        int slot = slot(inode);
        if (positions[slot] != 0) {
            return false;
        }
        inodes[slot] = inode;
        positions[slot] = position + 1;
        size++;
        if (size > positions.length / 4 * 3) {
            grow();
        }
        return true;
    }

    /** Returns the position of a number; -1 if the map does not contain it. */
    int position(long inode) {
        return positions[slot(inode)] - 1;
    }

    private void grow() {
        long[] oldInodes = inodes;
        int[] oldPositions = positions;
        inodes = new long[oldInodes.length * 2];
        positions = new int[oldPositions.length * 2];
        for (int i = 0; i < oldPositions.length; i++) {
            if (oldPositions[i] != 0) {
                int slot = slot(oldInodes[i]);
                inodes[slot] = oldInodes[i];
                positions[slot] = oldPositions[i];
            }
        }
    }

    /** Returns the slot of a number, or the free one for it. The number of slots is a power of two. */
    private int slot(long inode) {
        int slot = InodeTable.spread(inode) & positions.length - 1;
        while (positions[slot] != 0 && inodes[slot] != inode) {
            slot = slot + 1 & positions.length - 1;
        }
        return slot;
    }
}
