package io.cowhand.expression;

import java.math.BigInteger;
import java.util.List;

/** The type of an expression's value, as far as it is known before the evaluation. */
public enum ValueType {
    /** {@link String}. */
    TEXT("text"),
    /** {@link BigInteger}. */
    NUMBER("a whole number"),
    /** {@link Boolean}. */
    BOOLEAN("true or false"),
    /** An immutable {@link List} of values. */
    LIST("a list"),
    /** An immutable {@link java.util.Map} from text to values. */
    MAPPING("a mapping"),
    /** Any of the others: only the evaluation tells. */
    ANY("any value");

    private final String words;

    ValueType(String words) {
        this.words = words;
    }

    /** Returns the type of a value; never {@link #ANY}. */
    public static ValueType of(Object value) {
        if (value instanceof String) {
            return TEXT;
        }
        if (value instanceof BigInteger) {
            return NUMBER;
        }
        if (value instanceof Boolean) {
            return BOOLEAN;
        }
        return value instanceof List ? LIST : MAPPING;
    }

    /** Returns whether a value of this type can be of another one. */
    boolean mayBe(ValueType wanted) {
        return this == wanted || this == ANY || wanted == ANY;
    }

    /** Returns the type as part of a sentence: {@code a list}. */
    public String words() {
        return words;
    }
}
