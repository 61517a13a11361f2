package io.cowhand.inventory;

import io.cowhand.os.PathBytes;
import java.nio.file.Path;

/** The names of images in texts: paths, or {@code file:} URIs for names that are not UTF-8. */
final class TextName {

    private TextName() {}

    /**
     * Returns the path.
     *
     * @throws IllegalArgumentException if there is none, with a message for the user
     */
    static Path path(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("the name of an image is empty");
        }
        return PathBytes.isUri(name) ? PathBytes.ofUri(name) : Path.of(name);
    }
}
