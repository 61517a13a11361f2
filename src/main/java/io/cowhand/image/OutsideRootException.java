package io.cowhand.image;

import java.io.IOException;
import java.nio.file.Path;

/** A file does not lie below the {@link RootDirectory}. It was not opened. */
public final class OutsideRootException extends IOException {

    private static final long serialVersionUID = 1L;

    OutsideRootException(Path file) {
        super(file + " is not below the root directory");
    }
}
