package io.cowhand.expression;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.types.CelType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns what CEL computes into values of Java. */
final class Results {

    private int left = Limits.LIST;

    private Results() {}

    /** Returns the type of an expression's value; nothing if no value has that type. */
    static Optional<ValueType> type(CelType type) {
        return switch (type.kind()) {
            case STRING -> Optional.of(ValueType.TEXT);
            case INT, UINT -> Optional.of(ValueType.NUMBER);
            case BOOL -> Optional.of(ValueType.BOOLEAN);
            case LIST -> Optional.of(ValueType.LIST);
            case MAP -> Optional.of(ValueType.MAPPING);
            case DYN, ANY, TYPE_PARAM -> Optional.of(ValueType.ANY);
            default -> Optional.empty();
        };
    }

    /** Returns an immutable value, or throws an {@link EvaluationFailure} if it is of no type that has values here. */
    static Object toJava(Object value) {
        return new Results().convert(value);
    }

    private Object convert(Object value) {
        left -= 1 + (value instanceof String text ? text.length() : 0);
        if (left < 0) {
            throw new EvaluationFailure("the value is too large; limit is " + Limits.LIST + " elements and characters");
        }
        if (value instanceof String || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Long number) {
            return BigInteger.valueOf(number);
        }
        if (value instanceof UnsignedLong number) {
            return number.bigIntegerValue();
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(each -> copy.add(convert(each)));
            return Collections.unmodifiableList(copy);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, each) -> copy.put(key(key), convert(each)));
            return Collections.unmodifiableMap(copy);
        }
        throw new EvaluationFailure("the value is " + TypeWords.of(value) + ", which is neither text, a whole number,"
                + " true, false, a list nor a mapping");
    }

    private static String key(Object key) {
        if (key instanceof String text) {
            return text;
        }
        throw new EvaluationFailure("the value is a mapping with a key that is " + TypeWords.of(key) + ", not text");
    }
}
