package io.cowhand.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An output stream that keeps the error of the first failed write, which a {@link java.io.PrintStream} does not report.
 */
final class WatchedStream extends FilterOutputStream {

    private volatile @Nullable String failure;

    WatchedStream(OutputStream stream) {
        super(stream);
    }

    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException error) {
            if (failure == null) {
                failure = String.valueOf(error.getMessage());
            }
            throw error;
        }
    }
}
