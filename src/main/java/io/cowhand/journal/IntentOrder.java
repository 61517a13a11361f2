package io.cowhand.journal;

import java.util.Arrays;

/** The positions of a journal's intents in the order of the run's images, in 16 bytes per image. */
final class IntentOrder {

    private static final long INDEX = 0xffff_ffffL;

    /** The ordinal in the upper half, which is less than 2^31, and the index of the position in the lower one. */
    private long[] keys;

    private long[] positions;
    private int size;

    /** Creates an empty order with room for a number of intents. */
    IntentOrder(int expected) {
        keys = new long[expected];
        positions = new long[expected];
    }

    /** Adds an intent. */
    void add(long ordinal, long position) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size + size / 2 + 1);
            positions = Arrays.copyOf(positions, keys.length);
        }
        keys[size] = ordinal << Integer.SIZE | size;
        positions[size] = position;
        size++;
    }

    /** Returns the positions by ascending ordinal; those with the same ordinal stay in the order of their addition. */
    long[] positions() {
        Arrays.sort(keys, 0, size);
        for (int i = 0; i < size; i++) {
            keys[i] = positions[(int) (keys[i] & INDEX)];
        }
        return Arrays.copyOf(keys, size);
    }
}
