package io.cowhand.expression;

import java.util.ArrayList;
import java.util.List;

/**
 * How an expression uses the image's line in an inventory.
 *
 * @param reads where it reads a value of the row, as {@code row.owner} does, in code points from the start
 * @param asked the columns that it asks for by name, with {@code has(row.owner)}
 * @param asks whether it can do without: it asks what there is, with {@code has(row.owner)}, or uses the row as a whole
 */
public record RowUse(List<Integer> reads, List<Column> asked, boolean asks) {

    /** The use of an expression that does not use the row. */
    public static final RowUse NONE = new RowUse(List.of(), List.of(), false);

    /** A name of a column, and where it is asked for. */
    public record Column(String name, int offset) {}

    /** Copies the lists. */
    public RowUse {
        reads = List.copyOf(reads);
        asked = List.copyOf(asked);
    }

    /** Returns this use and that of an expression at a later offset. */
    RowUse and(RowUse other, int offset) {
        List<Integer> all = new ArrayList<>(reads);
        other.reads.forEach(read -> all.add(read + offset));
        List<Column> columns = new ArrayList<>(asked);
        other.asked.forEach(column -> columns.add(new Column(column.name, column.offset + offset)));
        return new RowUse(all, columns, asks || other.asks);
    }
}
