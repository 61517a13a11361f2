package io.cowhand.expression;

import java.util.OptionalInt;

/** What comes of evaluating an expression or a template. */
public sealed interface Evaluation {

    /**
     * A value.
     *
     * @param value a {@link String}, {@link java.math.BigInteger}, {@link Boolean}, or an immutable {@link java.util.List}
     *     or {@link java.util.Map} of them
     */
    record Value(Object value) implements Evaluation {}

    /**
     * An evaluation without a value, such as that of a label that the image does not have.
     *
     * @param message what is wrong, in lower case and without a full stop
     * @param offset where in the source or template, in code points from 0, if that is known
     */
    record Failed(String message, OptionalInt offset) implements Evaluation {

        /** Returns the same failure at a later offset. */
        Failed movedBy(int codePoints) {
            return new Failed(message, offset.isPresent() ? OptionalInt.of(offset.getAsInt() + codePoints) : offset);
        }
    }
}
