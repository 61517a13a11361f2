package io.cowhand.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of a selection's expressions for an image.
 *
 * @param names the names of the columns
 * @param values the value of each: a {@link String}, {@link java.math.BigInteger}, {@link Boolean}, or a {@link List} or
 *     {@link Map} of them
 */
public record SelectedRow(List<String> names, List<Object> values) {

    /** Copies the lists. */
    public SelectedRow {
        names = List.copyOf(names);
        values = List.copyOf(values);
    }

    /** Returns the values by name, in order. */
    public Map<String, Object> byName() {
        Map<String, Object> byName = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            byName.put(names.get(i), values.get(i));
        }
        return byName;
    }
}
