package io.cowhand.expression;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values as Java has them, and as CEL has them. */
final class Values {

    private static final int LONG_BITS = 63;

    private Values() {}

    /** Returns an unsigned number as CEL has it, whose numbers end at 2^63-1. */
    static Object number(String name, long value) {
        if (value < 0) {
            throw tooLarge(name, Long.toUnsignedString(value));
        }
        return value;
    }

    /** Returns the value of a recipe's variable as CEL has it. */
    static Object ofVariable(String name, Object value) {
        numbers(value)
                .filter(number -> number.bitLength() > LONG_BITS)
                .findFirst()
                .ifPresent(number -> {
                    throw tooLarge(name, number.toString());
                });
        return toCel(value);
    }

    private static Stream<BigInteger> numbers(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().flatMap(Values::numbers);
        }
        if (value instanceof List<?> list) {
            return list.stream().flatMap(Values::numbers);
        }
        return value instanceof BigInteger number ? Stream.of(number) : Stream.empty();
    }

    private static EvaluationFailure tooLarge(String name, String value) {
        return new EvaluationFailure(name + " is " + value + "; expressions can only use numbers from -2^63 to 2^63-1");
    }

    /** Returns the type of a recipe's variable: that of its elements is known if it is the same for all. */
    static CelType typeOf(@Nullable Object value) {
        if (value instanceof String) {
            return SimpleType.STRING;
        }
        if (value instanceof BigInteger) {
            return SimpleType.INT;
        }
        if (value instanceof Boolean) {
            return SimpleType.BOOL;
        }
        if (value instanceof List<?> list) {
            return ListType.create(common(list));
        }
        if (value instanceof Map<?, ?> map) {
            return MapType.create(SimpleType.STRING, common(map.values()));
        }
        throw new IllegalArgumentException("not a value of a variable: " + value);
    }

    private static CelType common(Collection<?> values) {
        List<CelType> types = values.stream().map(Values::typeOf).distinct().toList();
        return types.size() == 1 ? types.get(0) : SimpleType.DYN;
    }

    /** Returns a value as CEL has it; numbers from 2^63 to 2^64-1 become unsigned ones, which compare as numbers do. */
    static Object toCel(@Nullable Object value) {
        if (value == null) {
            return NullValue.NULL_VALUE;
        }
        if (value instanceof BigInteger number) {
            return number.bitLength() <= LONG_BITS ? (Object) number.longValueExact() : UnsignedLong.valueOf(number);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Values::toCel).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, each) -> copy.put(key, toCel(each)));
            return Collections.unmodifiableMap(copy);
        }
        return value;
    }
}
