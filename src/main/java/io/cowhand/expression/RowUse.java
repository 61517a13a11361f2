package io.cowhand.expression;

import java.util.ArrayList;
import java.util.List;

/**
 * How an expression uses the image's line in an inventory.
 *
 * @param reads where it reads a value of the row, as {@code row.owner} does, in code points from the start
 * @param asks whether it can do without: it asks what there is, with {@code has(row.owner)}, or uses the row as a whole
 */
public record RowUse(List<Integer> reads, boolean asks) {

    /** The use of an expression that does not use the row. */
    public static final RowUse NONE = new RowUse(List.of(), false);

    /** Copies the list. */
    public RowUse {
        reads = List.copyOf(reads);
    }

    /** Returns this use and that of an expression at a later offset. */
    RowUse and(RowUse other, int offset) {
        List<Integer> all = new ArrayList<>(reads);
        other.reads.forEach(read -> all.add(read + offset));
        return new RowUse(all, asks || other.asks);
    }
}
