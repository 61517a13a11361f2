package io.cowhand.inventory;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a line of an inventory says about an image: an immutable map from columns to texts, without the image's name. */
public final class Row extends AbstractMap<String, String> {

    /** The row of an image that no inventory describes. */
    public static final Row EMPTY = new Row(new Columns(List.of()), List.of());

    private final Columns columns;
    private final String[] values;

    /** Creates a row with a value for each column. */
    public Row(Columns columns, List<String> values) {
        this.columns = columns;
        this.values = values.toArray(String[]::new);
        if (this.values.length != columns.size()) {
            throw new IllegalArgumentException("a row has a value for each column");
        }
    }

    /** Returns the columns. */
    public Columns columns() {
        return columns;
    }

    /** Returns the value in a column, from 0. */
    public String value(int column) {
        return values[column];
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return key != null && columns.index(key) >= 0;
    }

    @Override
    public @Nullable String get(@Nullable Object key) {
        int index = key == null ? -1 : columns.index(key);
        return index < 0 ? null : values[index];
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, String>> iterator() {
                List<Map.Entry<String, String>> entries = new ArrayList<>(values.length);
                for (int i = 0; i < values.length; i++) {
                    entries.add(Map.entry(columns.name(i), values[i]));
                }
                return Collections.unmodifiableList(entries).iterator();
            }

            @Override
            public int size() {
                return values.length;
            }
        };
    }

    /** Returns the sum of the {@linkplain TextDigest digests} of the entries; 0 if there are none. */
    public long digest() {
        long sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += TextDigest.of(TextDigest.of(TextDigest.START, columns.name(i)), values[i]);
        }
        return sum;
    }
}
