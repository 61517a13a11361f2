package io.cowhand.fleet;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of several parts of a fleet, which can be processed by different machines. An image is in exactly one of the parts:
 * the one that the CRC-32 of its path selects.
 *
 * @param index the number of the part, from 1
 * @param count the number of parts
 */
public record Shard(int index, int count) {

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})/([0-9]{1,9})");

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the index is not 1 to the count
     */
    public Shard {
        if (count < 1) {
            throw new IllegalArgumentException("the number of shards must be at least 1");
        }
        if (index < 1 || index > count) {
            throw new IllegalArgumentException(
                    "there is no shard " + index + " of " + count + "; shards are numbered 1 to " + count);
        }
    }

    /**
     * Returns the shard that a text of the form {@code 3/7} names.
     *
     * @throws IllegalArgumentException if the text names none
     */
    public static Shard parse(String text) {
        Matcher numbers = TEXT.matcher(text);
        if (!numbers.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not of the form I/N, such as 3/7");
        }
        return new Shard(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)));
    }

    /** Returns whether an image is in this shard, by the CRC-32 of the bytes of its path as written. */
    public boolean has(long crc) {
        return crc % count == index - 1;
    }

    /** Returns the text that {@link #parse} reads. */
    @Override
    public String toString() {
        return index + "/" + count;
    }
}
