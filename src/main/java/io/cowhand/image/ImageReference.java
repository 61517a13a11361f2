package io.cowhand.image;

import io.cowhand.fleet.Image;
import io.cowhand.os.SystemCalls.LastLink;
import io.cowhand.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file that is taken for an image, not opened yet; equal to another one by its path.
 *
 * @param path the path as written: the recipe's folder as given, joined with the entry, without {@code ./}
 * @param listed what the path led to when it was found; nothing for an image that was named and not looked for
 */
public record ImageReference(Path path, Optional<ListedFile> listed) implements Image {

    /** What needs no percent sign in a path (RFC 2396, section 3.3), beside letters and digits. */
    private static final String PLAIN_IN_URIS = "/-_.!~*'():@&=+$,;";

    private static final Path HERE = Path.of("");

    /** Of a fleet's images, most lie in the directory of the one before. */
    private static volatile Spelling last = Spelling.of(HERE);

    /** A reference to whatever the path leads to when it is read. */
    public ImageReference(Path path) {
        this(path, Optional.empty());
    }

    /** A reference to what the path led to. */
    ImageReference(Path path, ListedFile listed) {
        this(path, Optional.of(listed));
    }

    /**
     * The image that an argument names: a path, or a {@code file:} URI whose percent-encoded bytes may be any.
     *
     * @throws IllegalArgumentException for what is neither
     */
    public static ImageReference of(String argument) {
        if (argument.isEmpty()) {
            throw new IllegalArgumentException("an empty name is no image's");
        }
        try {
            return new ImageReference(EntryPath.isUri(argument) ? EntryPath.fromUri(argument) : Path.of(argument));
        } catch (PatternException malformed) {
            throw new IllegalArgumentException(malformed.getMessage(), malformed);
        }
    }

    /** Returns whether both have the same path, whatever that led to when. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ImageReference reference && path.equals(reference.path);
    }

    @Override
    public int hashCode() {
        return path.hashCode();
    }

    /** Returns why a link on the path is not followed, so that the image must not be read. */
    public Optional<Problem> refusal() {
        return listed.filter(ListedFile.Refused.class::isInstance)
                .map(refused -> ((ListedFile.Refused) refused).problem());
    }

    /** Returns what becomes of a link that is the image itself: it is refused where there was none when it was listed. */
    public LastLink lastLink() {
        return listed.orElse(null) instanceof ListedFile.File file && !file.isLink()
                ? LastLink.REFUSED
                : LastLink.FOLLOWED;
    }

    /** The path for display; U+FFFD stands where its bytes are not UTF-8. Not escaped. */
    @Override
    public String display() {
        return path.toString();
    }

    /** The absolute path for display of the directory that holds it, by the path alone, without {@code .} and {@code ..}. */
    public String directory() {
        Path parent = path.getParent();
        Path directory = parent == null ? HERE : parent;
        Spelling spelling = last;
        if (!spelling.directory.equals(directory)) {
            spelling = Spelling.of(directory);
            last = spelling;
        }
        return spelling.absolute;
    }

    /** A directory and its absolute path. */
    private record Spelling(Path directory, String absolute) {
        static Spelling of(Path directory) {
            return new Spelling(
                    directory, directory.toAbsolutePath().normalize().toString());
        }
    }

    /** The absolute {@code file:} URI with percent-encoded bytes. */
    public String fileUri() {
        String absolute = path.toAbsolutePath().toString();
        if (absolute.indexOf('\ufffd') >= 0) {
            return path.toUri().toString();
        }
        // The same, without asking the system whether the path leads to a directory.
        StringBuilder uri = new StringBuilder("file://");
        for (byte unit : absolute.getBytes(StandardCharsets.UTF_8)) {
            boolean isPlain = unit >= 'a' && unit <= 'z'
                    || unit >= 'A' && unit <= 'Z'
                    || unit >= '0' && unit <= '9'
                    || unit > 0 && PLAIN_IN_URIS.indexOf(unit) >= 0;
            if (isPlain) {
                uri.append((char) unit);
            } else {
                uri.append(String.format(Locale.ROOT, "%%%02X", unit));
            }
        }
        return uri.toString();
    }

    /** The same, where {@link #display} does not say them all. */
    @Override
    public Optional<String> uri() {
        // What is shown may be the very name: then it says all.
        return display().indexOf('\ufffd') < 0 || Path.of(display()).equals(path)
                ? Optional.empty()
                : Optional.of(fileUri());
    }
}
