package io.cowhand.journal;

import java.io.IOException;

/** The state directory, or a journal in it, cannot be used; the message says why. */
public final class JournalException extends IOException {
    private static final long serialVersionUID = 1L;

    JournalException(String message) {
        super(message);
    }
}
