package io.cowhand.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Remembers why the first write failed, which a {@link java.io.PrintStream} on top of it does not tell. */
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
