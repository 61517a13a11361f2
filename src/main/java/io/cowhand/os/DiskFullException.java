package io.cowhand.os;

import java.io.IOException;

/** Thrown when a write fails because the disk is full or a quota is exceeded. */
public final class DiskFullException extends IOException {
    private static final long serialVersionUID = 1L;

    DiskFullException(String reason) {
        super(reason);
    }
}
