package io.cowhand.image;

import java.util.Optional;

/**
 * A table of inode numbers that takes about 16 bytes for each, where a map of boxed numbers takes 60; about 36 if
 * inventories name the files.
 */
final class InodeTable {

    private static final int FIRST_SLOTS = 16;

    /** Spreads consecutive numbers over the table: 2^64 divided by the golden ratio. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** The numbers, each in its slot or one after it; 0 marks a free slot. */
    private long[] slots = new long[FIRST_SLOTS];

    /** What was said of the number in each slot; empty until something was said by an inventory. */
    private int[] places = {};

    private long[] rows = {};

    private int size;
    private Optional<Mention> ofZero = Optional.empty();

    /** Adds a number that was not added before; otherwise returns what was said of it then. */
    Optional<Mention> add(long inode, Mention mention) {
        if (inode == 0) {
            Optional<Mention> before = ofZero;
            ofZero = Optional.of(before.orElse(mention));
            return before;
        }
        int slot = slot(inode);
        if (slots[slot] == inode) {
            return Optional.of(mention(slot));
        }
        slots[slot] = inode;
        set(slot, mention);
        size++;
        if (size > slots.length / 4 * 3) {
            grow();
        }
        return Optional.empty();
    }

    private Mention mention(int slot) {
        return places.length == 0 ? Mention.PLAIN : new Mention(places[slot], rows[slot]);
    }

    private void set(int slot, Mention mention) {
        if (places.length == 0) {
            if (mention.place() == 0) {
                return;
            }
            places = new int[slots.length];
            rows = new long[slots.length];
        }
        places[slot] = mention.place();
        rows[slot] = mention.row();
    }

    private void grow() {
        long[] oldSlots = slots;
        int[] oldPlaces = places;
        long[] oldRows = rows;
        slots = new long[oldSlots.length * 2];
        places = new int[oldPlaces.length * 2];
        rows = new long[oldRows.length * 2];
        for (int old = 0; old < oldSlots.length; old++) {
            if (oldSlots[old] != 0) {
                int slot = slot(oldSlots[old]);
                slots[slot] = oldSlots[old];
                if (places.length > 0) {
                    places[slot] = oldPlaces[old];
                    rows[slot] = oldRows[old];
                }
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
