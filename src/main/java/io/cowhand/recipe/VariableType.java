package io.cowhand.recipe;

import io.cowhand.yaml.CoreType;
import java.math.BigInteger;
import java.util.List;

/** The types of variables. */
enum VariableType {
    TEXT("text", ""),
    NUMBER("a whole number", ""),
    BOOLEAN("true or false", ""),
    LIST("a list", ", such as [a, b]"),
    MAPPING("a mapping", ", such as {a: b}");

    private final String words;
    private final String example;

    VariableType(String words, String example) {
        this.words = words;
        this.example = example;
    }

    /** Returns the type of a value as {@link VariableReader} returns it. */
    static VariableType of(Object value) {
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

    String words() {
        return words;
    }

    /** Returns the type in words, with an example of its text where that has a form of its own. */
    String wordsAndExample() {
        return words + example;
    }

    /** Returns whether a text may stand for a value of this type; that of a list or mapping has to be parsed first. */
    boolean mayBe(String text) {
        return switch (this) {
            case NUMBER -> CoreType.of(text) == CoreType.INTEGER;
            case BOOLEAN -> CoreType.of(text) == CoreType.BOOLEAN;
            case TEXT, LIST, MAPPING -> true;
        };
    }
}
