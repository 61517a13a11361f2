package io.cowhand.journal;

import java.io.IOException;

/** Thrown when the state directory or a journal in it is unusable; the message says why. */
public final class JournalException extends IOException {
    private static final long serialVersionUID = 1L;

    JournalException(String message) {
        super(message);
    }
}
