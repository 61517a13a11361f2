package io.cowhand.capture;

import java.time.Instant;
import java.util.List;

/**
 * Where a capture comes from.
 *
 * @param time when it was begun
 * @param host the name of the host
 * @param folder the working folder, which relative names start from
 * @param version the version of Cowhand
 * @param images the names that were given
 * @param files the number of files that they led to
 */
public record Origin(Instant time, String host, String folder, String version, List<String> images, long files) {
    /** Copies the list. */
    public Origin {
        images = List.copyOf(images);
    }
}
