package io.cowhand.expression;

import static dev.cel.common.types.SimpleType.DYN;
import static dev.cel.common.types.SimpleType.INT;
import static io.cowhand.expression.Overload.global;
import static io.cowhand.expression.Overload.member;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.TypeParamType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.LongStream;

/** CEL's extension for lists. */
final class ListFunctions {

    private static final CelType LIST = ListType.create(TypeParamType.create("T"));
    private static final CelType ANY_LIST = ListType.create(DYN);

    private ListFunctions() {}

    static List<Overload> all() {
        return List.of(
                global("lists.range", ListType.create(INT), List.of(INT), args -> range((Long) args[0])),
                member("distinct", LIST, List.of(LIST), args -> distinct((List<?>) args[0])),
                member("flatten", ANY_LIST, List.of(LIST), args -> flatten((List<?>) args[0], 1)),
                member(
                        "flatten",
                        ANY_LIST,
                        List.of(LIST, INT),
                        args -> flatten((List<?>) args[0], depth((Long) args[1]))),
                member("reverse", LIST, List.of(LIST), args -> reverse((List<?>) args[0])),
                member(
                        "slice",
                        LIST,
                        List.of(LIST, INT, INT),
                        args -> slice((List<?>) args[0], (Long) args[1], (Long) args[2])),
                member("sort", LIST, List.of(LIST), args -> Sorting.sort((List<?>) args[0])),
                member(
                        SortBy.FUNCTION,
                        LIST,
                        List.of(LIST, ListType.create(TypeParamType.create("K"))),
                        args -> Sorting.sort((List<?>) args[0], (List<?>) args[1])));
    }

    private static List<Long> range(long size) {
        if (size > Limits.LIST) {
            throw new EvaluationFailure("a list has too many elements; limit is " + Limits.LIST);
        }
        return LongStream.range(0, size).boxed().toList();
    }

    private static List<?> distinct(List<?> list) {
        for (Object each : list) {
            if (each instanceof Double) {
                throw new EvaluationFailure("distinct() does not compare numbers with fractions");
            }
        }
        return List.copyOf(new LinkedHashSet<>(list));
    }

    private static List<?> reverse(List<?> list) {
        List<?> copy = new ArrayList<>(list);
        Collections.reverse(copy);
        return copy;
    }

    private static List<?> slice(List<?> list, long from, long to) {
        if (from < 0 || from > to || to > list.size()) {
            throw new EvaluationFailure(
                    "a list of " + list.size() + " elements has no part from " + from + " to " + to);
        }
        return List.copyOf(list).subList((int) from, (int) to);
    }

    private static int depth(long depth) {
        if (depth < 0) {
            throw new EvaluationFailure("flatten() takes a depth of 0 or more, not " + depth);
        }
        return (int) Math.min(depth, Limits.NESTING);
    }

    private static List<?> flatten(List<?> list, int depth) {
        List<Object> flat = new ArrayList<>();
        for (Object each : list) {
            if (depth > 0 && each instanceof List<?> inner) {
                flat.addAll(flatten(inner, depth - 1));
            } else {
                flat.add(each);
            }
        }
        return flat;
    }
}
