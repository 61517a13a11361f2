package io.cowhand.image;

import java.util.Optional;

/**
 * A table of inode numbers that takes about 16 bytes for each, where a map of boxed numbers takes 60; about 24 if the
 * mentions have places, and 36 if they have rows.
 */
final class InodeTable {

    private static final int FIRST_SLOTS = 16;

    /** Spreads consecutive numbers over the table: 2^64 divided by the golden ratio. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** The numbers, each in its slot or one after it; 0 marks a free slot. */
    private long[] slots = new long[FIRST_SLOTS];

    /** The place of the number in each slot; empty as long as no mention has one. */
    private int[] places = {};

    /** The row of the number in each slot; empty as long as no mention has one. */
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

    /** Returns the mention of a number; nothing if the table does not contain it. */
    Optional<Mention> find(long inode) {
        if (inode == 0) {
            return ofZero;
        }
        int slot = slot(inode);
        return slots[slot] == inode ? Optional.of(mention(slot)) : Optional.empty();
    }

    private Mention mention(int slot) {
        int place = places.length == 0 ? 0 : places[slot];
        long row = rows.length == 0 ? 0 : rows[slot];
        return place == 0 && row == 0 ? Mention.PLAIN : new Mention(place, row);
    }

    private void set(int slot, Mention mention) {
        if (places.length == 0 && mention.place() != 0) {
            places = new int[slots.length];
        }
        if (rows.length == 0 && mention.row() != 0) {
            rows = new long[slots.length];
        }
        if (places.length > 0) {
            places[slot] = mention.place();
        }
        if (rows.length > 0) {
            rows[slot] = mention.row();
        }
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
                }
                if (rows.length > 0) {
                    rows[slot] = oldRows[old];
                }
            }
        }
    }

    /** Returns the slot of a number, or the free one for it. The number of slots is a power of two. */
    private int slot(long inode) {
        int slot = (int) (inode * SPREAD >>> Integer.SIZE) & slots.length - 1;
        while (slots[slot] != 0 && slots[slot] != inode) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }
}
