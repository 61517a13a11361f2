package io.cowhand.expression;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Sorts lists whose elements have an order. */
final class Sorting {

    private Sorting() {}

    /** Returns the elements in ascending order; equal ones stay in theirs. */
    static List<?> sort(List<?> list) {
        return sort(list, list);
    }

    /** Returns the elements in the ascending order of their keys; those of equal keys stay in theirs. */
    static List<?> sort(List<?> list, List<?> keys) {
        List<Comparable<Object>> comparable = new ArrayList<>();
        for (Object key : keys) {
            comparable.add(comparable(key, keys.get(0)));
        }
        List<?> elements = new ArrayList<>(list);
        return IntStream.range(0, comparable.size())
                .boxed()
                .sorted(Comparator.comparing(comparable::get))
                .map(elements::get)
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Comparable<Object> comparable(Object key, Object first) {
        boolean ordered =
                key instanceof String || key instanceof Long || key instanceof Double || key instanceof Boolean;
        if (!ordered || key.getClass() != first.getClass()) {
            throw new EvaluationFailure("a list can be sorted by texts, by numbers, or by true and false, of one kind");
        }
        return (Comparable<Object>) key;
    }
}
