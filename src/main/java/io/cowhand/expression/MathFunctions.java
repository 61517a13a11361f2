package io.cowhand.expression;

import static dev.cel.common.types.SimpleType.BOOL;
import static dev.cel.common.types.SimpleType.DOUBLE;
import static dev.cel.common.types.SimpleType.INT;
import static io.cowhand.expression.Overload.global;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;

/** CEL's extension for numbers. */
final class MathFunctions {

    /** Arguments of {@code math.greatest} and {@code math.least}; a list may have more. */
    private static final int MOST_ARGUMENTS = 6;

    private static final int LONG_BITS = 64;
    private static final double HALF = 0.5;

    private MathFunctions() {}

    static List<Overload> all() {
        List<Overload> all = new ArrayList<>();
        all.addAll(extreme("math.greatest", (a, b) -> compare(a, b) >= 0 ? a : b));
        all.addAll(extreme("math.least", (a, b) -> compare(a, b) <= 0 ? a : b));
        all.add(rounding("math.ceil", Math::ceil));
        all.add(rounding("math.floor", Math::floor));
        all.add(rounding("math.round", value -> Math.copySign(Math.floor(Math.abs(value) + HALF), value)));
        all.add(rounding("math.trunc", value -> value < 0 ? Math.ceil(value) : Math.floor(value)));
        all.add(rounding("math.abs", Math::abs));
        all.add(rounding("math.sign", Math::signum));
        all.add(rounding("math.sqrt", Math::sqrt));
        all.add(global("math.sqrt", DOUBLE, List.of(INT), args -> Math.sqrt((Long) args[0])));
        all.add(global("math.abs", INT, List.of(INT), args -> abs((Long) args[0])));
        all.add(global("math.sign", INT, List.of(INT), args -> (long) Long.signum((Long) args[0])));
        all.add(test("math.isNaN", Double::isNaN));
        all.add(test("math.isInf", Double::isInfinite));
        all.add(test("math.isFinite", Double::isFinite));
        all.add(bits("math.bitAnd", (a, b) -> a & b));
        all.add(bits("math.bitOr", (a, b) -> a | b));
        all.add(bits("math.bitXor", (a, b) -> a ^ b));
        all.add(bits("math.bitShiftLeft", (a, b) -> shift(b) < LONG_BITS ? a << b : 0));
        all.add(bits("math.bitShiftRight", (a, b) -> shift(b) < LONG_BITS ? a >>> b : 0));
        all.add(global("math.bitNot", INT, List.of(INT), args -> ~(Long) args[0]));
        return all;
    }

    private static List<Overload> extreme(String name, BinaryOperator<Object> choice) {
        List<Overload> all = new ArrayList<>();
        for (CelType type : List.of(INT, DOUBLE)) {
            for (int count = 1; count <= MOST_ARGUMENTS; count++) {
                all.add(global(
                        name,
                        type,
                        Collections.nCopies(count, type),
                        args -> Arrays.stream(args).reduce(choice).orElseThrow()));
            }
        }
        all.add(global(
                name,
                INT,
                List.of(ListType.create(INT)),
                args -> ((List<?>) args[0])
                        .stream()
                                .map(Object.class::cast)
                                .reduce(choice)
                                .orElseThrow(() ->
                                        new EvaluationFailure(name + "() takes a list with at least one element"))));
        return all;
    }

    private static int compare(Object one, Object other) {
        if (one instanceof Long a && other instanceof Long b) {
            return Long.compare(a, b);
        }
        if (one instanceof Double a && other instanceof Double b) {
            return Double.compare(a, b);
        }
        throw new EvaluationFailure("only numbers of one kind can be compared");
    }

    private static Overload rounding(String name, DoubleUnaryOperator body) {
        return global(name, DOUBLE, List.of(DOUBLE), args -> body.applyAsDouble((Double) args[0]));
    }

    private static Overload test(String name, DoublePredicate body) {
        return global(name, BOOL, List.of(DOUBLE), args -> body.test((Double) args[0]));
    }

    private static Overload bits(String name, LongBinaryOperator body) {
        return global(name, INT, List.of(INT, INT), args -> body.applyAsLong((Long) args[0], (Long) args[1]));
    }

    private static long shift(long by) {
        if (by < 0) {
            throw new EvaluationFailure("bits cannot be shifted by " + by);
        }
        return by;
    }

    private static long abs(long value) {
        if (value == Long.MIN_VALUE) {
            throw new EvaluationFailure(
                    "the result is too large; expressions can only use numbers from -2^63 to 2^63-1");
        }
        return Math.abs(value);
    }
}
