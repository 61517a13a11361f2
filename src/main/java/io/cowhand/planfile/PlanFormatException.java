package io.cowhand.planfile;

/** Thrown if a file is not a complete plan, or not as it was written. */
public final class PlanFormatException extends Exception {

    private static final long serialVersionUID = 1;

    /** Creates an exception with a message for the user, not escaped. */
    PlanFormatException(String message) {
        super(message);
    }
}
