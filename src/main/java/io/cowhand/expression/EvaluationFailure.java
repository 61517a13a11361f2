package io.cowhand.expression;

import dev.cel.common.CelErrorCode;
import dev.cel.common.exceptions.CelRuntimeException;

/** Thrown while CEL evaluates, with a message for people; CEL adds the place, and {@link CelProgram} makes it a value. */
final class EvaluationFailure extends CelRuntimeException {

    private static final long serialVersionUID = 1L;

    private final String fault;

    /** Creates a failure with a message in lower case and without a full stop. */
    EvaluationFailure(String fault) {
        super(new IllegalArgumentException(fault), CelErrorCode.INVALID_ARGUMENT);
        this.fault = fault;
    }

    /** Returns what is wrong. */
    String fault() {
        return fault;
    }
}
