package io.cowhand.image;

import io.cowhand.fleet.Image;
import io.cowhand.inventory.Row;
import io.cowhand.os.PathBytes;
import io.cowhand.os.SystemCalls.TrailingLink;
import io.cowhand.problem.Problem;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A file that is taken for an image, not opened yet. References are equal if their paths are.
 *
 * @param path the path as written: the recipe's folder as given, joined with the entry, without {@code ./}
 * @param listed what the path led to when it was found
 * @param row what an inventory says about the image, by column; empty if no inventory does
 * @param position the number of the image in the whole fleet, from 1, if it belongs to a shard of one
 */
public record ImageReference(Path path, FileIdentity listed, Row row, OptionalLong position) implements Image {

    private static final Path HERE = Path.of("");

    /** Creates a reference to an image of a whole fleet. */
    public ImageReference(Path path, FileIdentity listed, Row row) {
        this(path, listed, row, OptionalLong.empty());
    }

    /** Creates a reference to an image that no inventory describes. */
    public ImageReference(Path path, FileIdentity listed) {
        this(path, listed, Row.EMPTY);
    }

    /** Creates a reference to whatever the path leads to when it is read. */
    public ImageReference(Path path) {
        this(path, new FileIdentity.Unlisted());
    }

    /**
     * Returns the image that an argument names: a path, or a {@code file:} URI with any percent-encoded bytes.
     *
     * @throws IllegalArgumentException if the argument is neither
     */
    public static ImageReference of(String argument) {
        if (argument.isEmpty()) {
            throw new IllegalArgumentException("the name of an image is empty");
        }
        return new ImageReference(
                PathBytes.isUri(argument) ? DisplayPath.withoutDots(PathBytes.ofUri(argument)) : Path.of(argument));
    }

    /** Returns this image with its position in the whole fleet. */
    ImageReference at(long place) {
        return new ImageReference(path, listed, row, OptionalLong.of(place));
    }

    /** Returns whether both have the same path; what was found there does not matter. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ImageReference reference && path.equals(reference.path);
    }

    @Override
    public int hashCode() {
        return path.hashCode();
    }

    /** Returns why the image must not be read, if a link on its path is not followed. */
    public Optional<Problem> refusal() {
        return listed instanceof FileIdentity.UntrustedLink link ? Optional.of(link.problem()) : Optional.empty();
    }

    /** Returns how to open the path if its last component is a link: refused unless it was one when listed. */
    public TrailingLink lastLink() {
        return listed instanceof FileIdentity.Resolved file && !file.isLink()
                ? TrailingLink.REFUSED
                : TrailingLink.FOLLOWED;
    }

    /** Returns the path for display, with U+FFFD for bytes that are not UTF-8. Not escaped. */
    @Override
    public String display() {
        return path.toString();
    }

    /** Returns the absolute path of the image's directory for display, normalized lexically. */
    public String directory() {
        Path parent = path.getParent();
        return (parent == null ? HERE : parent).toAbsolutePath().normalize().toString();
    }

    /** Returns the absolute {@code file:} URI with percent-encoded bytes. */
    public String fileUri() {
        String absolute = path.toAbsolutePath().toString();
        if (absolute.indexOf('\ufffd') >= 0) {
            return path.toUri().toString();
        }
        // The same, without asking the system whether the path leads to a directory.
        return "file://" + PathBytes.inUri(absolute);
    }

    /** Returns the {@code file:} URI if {@link #display} does not name the file. */
    @Override
    public Optional<String> uri() {
        // U+FFFD may be part of the name itself.
        return display().indexOf('\ufffd') < 0 || Path.of(display()).equals(path)
                ? Optional.empty()
                : Optional.of(fileUri());
    }
}
