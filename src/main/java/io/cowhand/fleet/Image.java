package io.cowhand.fleet;

import java.nio.file.Path;
import java.util.Optional;

/** The name of an image. */
public interface Image {

    /** Returns the image's path as written: the recipe's folder as given, joined with the entry. */
    Path path();

    /** Returns the path for display, not escaped; U+FFFD stands where its bytes are not UTF-8. */
    String display();

    /** Returns the absolute {@code file:} URI with percent-encoded bytes, where {@link #display} does not tell all of them. */
    Optional<String> uri();
}
