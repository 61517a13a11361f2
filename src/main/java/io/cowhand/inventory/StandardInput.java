package io.cowhand.inventory;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The standard input of a program, or what stands for it: an inventory that can be read once. */
public final class StandardInput {

    /** The name that stands for standard input. */
    public static final String NAME = "-";

    private final Optional<InputStream> stream;
    private boolean isTaken;

    private StandardInput(Optional<InputStream> stream) {
        this.stream = stream;
    }

    /** Returns the input of a program that has none. */
    public static StandardInput none() {
        return new StandardInput(Optional.empty());
    }

    /** Returns a stream as the input. */
    public static StandardInput of(InputStream stream) {
        return new StandardInput(Optional.of(stream));
    }

    /**
     * Returns the stream.
     *
     * @throws IOException if there is none, or it was returned before
     */
    public synchronized InputStream take() throws IOException {
        if (isTaken) {
            throw new IOException("it has been read already");
        }
        isTaken = true;
        return stream.orElseThrow(() -> new IOException("there is none"));
    }
}
