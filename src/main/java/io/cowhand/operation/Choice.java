package io.cowhand.operation;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The values of an argument that is one of several words, as the constants of an enum.
 *
 * <p>A recipe writes a constant in lower case, with hyphens: {@code IF_ABSENT} is {@code if-absent}.
 */
public final class Choice {

    private Choice() {}

    /** Returns the word that stands for a constant in a recipe. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the words of all constants as a JSON array, for the keyword {@code enum} of a schema. */
    public static String schema(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> '"' + word(constant) + '"')
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
