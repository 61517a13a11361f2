package io.cowhand.expression;

import java.util.Optional;

/**
 * What is wrong with the source of an expression, with a selection or with a template.
 *
 * @param offset where, in code points from the start of the source, selection or template, from 0
 * @param message what is wrong, in lower case and without a full stop
 * @param unknownName the name that is not known, if that is what is wrong
 */
public record Fault(int offset, String message, Optional<UnknownName> unknownName) {

    /** Creates a fault that is not about a name. */
    public Fault(int offset, String message) {
        this(offset, message, Optional.empty());
    }

    /** Returns the same fault at a later offset. */
    Fault movedBy(int codePoints) {
        return new Fault(offset + codePoints, message, unknownName);
    }
}
