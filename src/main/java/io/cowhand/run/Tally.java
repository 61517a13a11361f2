package io.cowhand.run;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts images by a value. Only the first distinct values are told apart, so that the memory does not grow with the
 * fleet; the images with further ones are counted together.
 *
 * @param <V> the type of values
 */
public final class Tally<V extends Comparable<? super V>> {

    private static final int TOLD_APART = 10_000;

    private final Map<V, Long> counts = new HashMap<>();
    private long total;

    /** A value and the number of images that have it. */
    public record Row<V>(V value, long images) {}

    void add(V value) {
        total++;
        if (counts.size() < TOLD_APART || counts.containsKey(value)) {
            counts.merge(value, 1L, Long::sum);
        }
    }

    /** Returns the most frequent values, the most frequent one first; equally frequent ones in their own order. */
    public List<Row<V>> most(int limit) {
        return counts.entrySet().stream()
                .map(entry -> new Row<>(entry.getKey(), entry.getValue()))
                .sorted(Comparator.<Row<V>>comparingLong(Row::images).reversed().thenComparing(Row::value))
                .limit(limit)
                .toList();
    }

    /** Returns how often a value was counted that is not among the most frequent ones. */
    public long others(int limit) {
        return total - most(limit).stream().mapToLong(Row::images).sum();
    }

    /** Returns how often a value was counted. */
    public long total() {
        return total;
    }
}
