package io.cowhand.json;

import java.io.IOException;

/** Thrown for text that is not the JSON that Cowhand writes; the message says which member is wrong. */
public final class MalformedJsonException extends IOException {

    private static final long serialVersionUID = 1;

    /** Creates an exception with a message for the user, not escaped. */
    public MalformedJsonException(String message) {
        super(message);
    }
}
