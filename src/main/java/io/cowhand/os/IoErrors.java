package io.cowhand.os;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;

/** Describes errors of the operating system. */
public final class IoErrors {

    /** The reason that the JDK gives for ENOTDIR. */
    private static final String NOT_A_DIRECTORY = "Not a directory";

    private IoErrors() {}

    /** Returns the reason of an I/O error, without the path and the exception's name. */
    public static String describe(IOException error) {
        if (error instanceof NoSuchFileException missing) {
            return Optional.ofNullable(missing.getReason()).orElse("no such file");
        }
        if (error instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (error instanceof NotDirectoryException) {
            return "it is not a directory";
        }
        if (error instanceof FileSystemLoopException) {
            return "too many levels of symbolic links";
        }
        if (error instanceof FileSystemException below && NOT_A_DIRECTORY.equals(below.getReason())) {
            // A file on the way; newer JDKs report it as a missing one.
            return "no such file";
        }
        String words = error instanceof FileSystemException system ? system.getReason() : error.getMessage();
        return Optional.ofNullable(words).orElseGet(() -> error.getClass().getSimpleName());
    }
}
