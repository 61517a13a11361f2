package io.cowhand.os;

import java.io.IOException;

/** There is no room for what was to be written, on the disk or within a quota. */
public final class DiskFullException extends IOException {
    private static final long serialVersionUID = 1L;

    DiskFullException(String reason) {
        super(reason);
    }
}
