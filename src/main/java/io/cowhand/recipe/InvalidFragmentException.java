package io.cowhand.recipe;

/** A handler's argument schema cannot be used: a defect of the plug-in that brings it. */
public final class InvalidFragmentException extends RuntimeException {

    private static final long serialVersionUID = 1;

    InvalidFragmentException(String message) {
        super(message);
    }
}
