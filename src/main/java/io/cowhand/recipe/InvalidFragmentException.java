package io.cowhand.recipe;

/** Thrown if a handler's argument schema cannot be used: a defect of its plug-in. */
public final class InvalidFragmentException extends RuntimeException {

    private static final long serialVersionUID = 1;

    InvalidFragmentException(String message) {
        super(message);
    }
}
