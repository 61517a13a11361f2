package io.cowhand.report;

import io.cowhand.fleet.Image;
import io.cowhand.os.PathBytes;

/** Files in SARIF: relative paths stay relative, to the directory in which the program ran. */
final class ArtifactUri {

    private ArtifactUri() {}

    /** Returns the URI of an image, with all bytes of its name. */
    static String of(Image image) {
        return image.uri().orElseGet(() -> of(image.display()));
    }

    /** Returns the URI of a path. */
    static String of(String path) {
        if (path.startsWith("/")) {
            return "file://" + PathBytes.inUri(path);
        }
        // What stands before a colon would be a scheme.
        return PathBytes.inUri(path.startsWith("./") ? path.substring(2) : path).replace(":", "%3A");
    }
}
