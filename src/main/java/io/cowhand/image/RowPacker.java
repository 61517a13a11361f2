package io.cowhand.image;

import io.cowhand.inventory.Columns;
import io.cowhand.inventory.Row;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Packs rows as their differences from the row before.
 *
 * <pre>
 * columns   an index into a list
 * value     for each column: bytes that it shares with that column of the row before, times 2; plus 1 if others follow
 * rest      only then: the number of the other bytes, and these bytes
 * </pre>
 *
 * <p>Values are in UTF-8. A row with other columns than the one before shares nothing with it.
 */
final class RowPacker {

    private final List<Columns> columns = new ArrayList<>();
    private final Map<Columns, Integer> numbers = new IdentityHashMap<>();
    private Columns lastColumns = Row.EMPTY.columns();
    private byte[][] last = {};

    /** Writes a row. */
    void pack(Row row, DataOutput out) throws IOException {
        if (row.columns() != lastColumns) {
            lastColumns = row.columns();
            last = new byte[lastColumns.size()][0];
        }
        Varint.write(out, numbers.computeIfAbsent(lastColumns, this::number));
        for (int i = 0; i < last.length; i++) {
            byte[] value = row.value(i).getBytes(StandardCharsets.UTF_8);
            int mismatch = Arrays.mismatch(last[i], value);
            int shared = mismatch < 0 ? value.length : mismatch;
            int rest = value.length - shared;
            Varint.write(out, (long) shared << 1 | (rest == 0 ? 0 : 1));
            if (rest > 0) {
                Varint.write(out, rest);
                out.write(value, shared, rest);
            }
            last[i] = value;
        }
    }

    /** Returns the names of all columns. */
    Set<String> columns() {
        Set<String> all = new TreeSet<>();
        columns.forEach(each -> all.addAll(each.names()));
        return all;
    }

    private int number(Columns added) {
        columns.add(added);
        return columns.size() - 1;
    }

    /** Reads the rows in their order. */
    final class Unpacking {
        private Columns lastColumns = Row.EMPTY.columns();
        private byte[][] last = {};
        private String[] texts = {};

        /** Reads a row. Values that equal those before are the same objects. */
        Row next(DataInput in) throws IOException {
            Columns next = columns.get((int) Varint.read(in));
            if (next != lastColumns) {
                lastColumns = next;
                last = new byte[next.size()][0];
                texts = new String[next.size()];
                Arrays.fill(texts, "");
            }
            for (int i = 0; i < last.length; i++) {
                long head = Varint.read(in);
                int shared = (int) (head >>> 1);
                int rest = (head & 1) == 0 ? 0 : (int) Varint.read(in);
                if (rest > 0 || shared != last[i].length) {
                    last[i] = Arrays.copyOf(last[i], shared + rest);
                    in.readFully(last[i], shared, rest);
                    texts[i] = new String(last[i], StandardCharsets.UTF_8);
                }
            }
            return new Row(next, List.of(texts));
        }
    }
}
