package io.cowhand.expression;

import java.util.Collection;
import java.util.Map;

/**
 * The size of a value, which can be far larger than what was evaluated to make it: a list may contain another one many
 * times.
 */
final class Weight {

    /** Characters that are compared as quickly as one element. */
    private static final int CHARACTERS = 16;

    private int nested;
    private int total;

    private Weight() {}

    /** Throws an {@link EvaluationFailure} if a value is too large to be walked through. */
    static void check(Object value) {
        if (value instanceof Collection || value instanceof Map) {
            new Weight().add(value, 0);
        }
    }

    private void add(Object value, int depth) {
        int weight = 1 + (value instanceof String text ? text.length() / CHARACTERS : 0);
        total += weight;
        nested += depth > 1 ? weight : 0;
        if (total > Limits.LIST || nested > Limits.NESTED) {
            throw new EvaluationFailure("a list or mapping is too large for this; limit is " + Limits.LIST
                    + " elements, or " + Limits.NESTED + " in lists and mappings within it");
        }
        if (value instanceof Collection<?> list) {
            list.forEach(each -> add(each, depth + 1));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> {
                add(key, depth + 1);
                add(each, depth + 1);
            });
        }
    }
}
