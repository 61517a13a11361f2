package io.cowhand.fleet;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** The name of an image. */
public interface Image {

    /** Returns the image's path as written: the recipe's folder as given, joined with the entry. */
    Path path();

    /** Returns the path for display, not escaped, with U+FFFD in place of bytes that are not UTF-8. */
    String display();

    /**
     * Returns the absolute {@code file:} URI with percent-encoded bytes, if {@link #display} does not represent all
     * bytes of the path.
     */
    Optional<String> uri();

    /** Returns the number of the image in the whole fleet, from 1, if it belongs to a shard of one. */
    default OptionalLong position() {
        return OptionalLong.empty();
    }
}
