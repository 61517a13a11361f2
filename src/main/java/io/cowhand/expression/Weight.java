package io.cowhand.expression;

import java.util.Collection;
import java.util.Map;

/**
 * The size of a list or mapping with all that is in it, which can be far larger than what was evaluated to make it: a list
 * may contain another one many times. CEL walks through it all whenever it passes such a value on.
 */
final class Weight {

    private final long most;
    private long weight;

    private Weight(long most) {
        this.most = most;
    }

    /**
     * Returns the steps that it takes to pass on or compare a value: one for each element of what is in it. Its own
     * elements, and characters of texts in it, take so little time that {@link Limits#ELEMENTS_PER_STEP} are one step.
     *
     * @param isNew whether a function has made the value, which takes a step for each of its own elements, too
     * @param most where to stop: if the value takes more steps, any number above
     */
    static long of(Object value, boolean isNew, long most) {
        Weight sum = new Weight(most * Limits.ELEMENTS_PER_STEP);
        sum.addElements(value, isNew ? Limits.ELEMENTS_PER_STEP : 1);
        return sum.weight / Limits.ELEMENTS_PER_STEP;
    }

    private void addElements(Object value, int each) {
        if (value instanceof Collection<?> list) {
            list.forEach(element -> add(element, each));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, element) -> {
                add(key, each);
                add(element, each);
            });
        }
    }

    private void add(Object element, int each) {
        weight += each + (element instanceof String text ? text.length() : 0);
        if (weight <= most) {
            addElements(element, Limits.ELEMENTS_PER_STEP);
        }
    }
}
