package io.cowhand.capture;

import java.io.IOException;

/** A file is not a capture, or not as Cowhand wrote it; the message says what is wrong. */
public final class InvalidCaptureException extends IOException {
    private static final long serialVersionUID = 1L;

    InvalidCaptureException(String message) {
        super(message);
    }
}
