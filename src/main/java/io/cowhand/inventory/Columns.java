package io.cowhand.inventory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of the columns that rows of an inventory have in common, in their order. Compared by identity. */
public final class Columns {

    private final List<String> names;
    private final Map<String, Integer> indexes = new HashMap<>();

    /** Creates columns, whose names must differ. */
    public Columns(List<String> names) {
        this.names = List.copyOf(names);
        for (int i = 0; i < names.size(); i++) {
            indexes.put(names.get(i), i);
        }
        if (indexes.size() < names.size()) {
            throw new IllegalArgumentException("two columns have the same name");
        }
    }

    /** Returns the number of columns. */
    public int size() {
        return names.size();
    }

    /** Returns the names in their order. */
    public List<String> names() {
        return names;
    }

    /** Returns the name of a column. */
    String name(int index) {
        return names.get(index);
    }

    /** Returns the index of a column; -1 if there is none of this name. */
    int index(Object name) {
        return indexes.getOrDefault(name, -1);
    }
}
