package io.cowhand.result;

import io.cowhand.fleet.Image;
import io.cowhand.os.PathBytes;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An image that a result names.
 *
 * @param display the path as the result shows it
 * @param uri the {@code file:} URI, if the path is not UTF-8
 * @param position the number of the image in the whole fleet, from 1, in the results of a shard
 */
public record NamedImage(String display, Optional<String> uri, OptionalLong position) implements Image {

    /** Returns the path; the absolute one of the URI if there is one. */
    @Override
    public Path path() {
        return uri.isPresent() ? PathBytes.ofUri(uri.get()) : Path.of(display);
    }

    /** Returns the name of an image, without a position. */
    public static NamedImage of(Image image) {
        return new NamedImage(image.display(), image.uri(), OptionalLong.empty());
    }
}
