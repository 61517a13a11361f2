package io.cowhand.problem;

import java.util.Objects;

/** The value found at the place in a header that a problem is about. */
public sealed interface Value {

    /** There is nothing to show. */
    Value NONE = new None();

    /** The one value that shows nothing. */
    record None() implements Value {}

    /**
     * The value of a numeric field.
     *
     * @param number to be read as unsigned
     */
    record Number(long number) implements Value {}

    /**
     * A name, or bytes in words or hexadecimal digits.
     *
     * @param text the text, unescaped; with U+FFFD for what is not UTF-8
     * @param hex all bytes of a name that is not UTF-8, as hexadecimal digits; otherwise {@code ""}
     */
    record Text(String text, String hex) implements Value {
        /** Checks for null, which a plug-in could pass. */
        public Text {
            Objects.requireNonNull(text, "the value of a problem is null");
            Objects.requireNonNull(hex, "the bytes of a problem's value are null");
        }
    }

    /** Returns a number, unsigned. */
    static Value of(long number) {
        return new Number(number);
    }

    /** Returns a text, or {@link #NONE} if it is empty. */
    static Value of(String text) {
        return text.isEmpty() ? NONE : new Text(text, "");
    }
}
