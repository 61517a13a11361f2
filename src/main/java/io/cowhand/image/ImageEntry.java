package io.cowhand.image;

import io.cowhand.problem.Location;
import java.util.List;

/**
 * One entry of a recipe's {@code images}.
 *
 * @param source names the images; relative paths start at the recipe's folder
 * @param exclude globs of paths to exclude, relative to the recipe's folder
 * @param where the entry in the recipe, for messages
 */
public record ImageEntry(ImageSource source, List<String> exclude, Location where) {
    /** Copies the list. */
    public ImageEntry {
        exclude = List.copyOf(exclude);
    }

    /** Creates an entry with a path, a {@code file:} URI or a glob. */
    public ImageEntry(String path, List<String> exclude, Location where) {
        this(new ImageSource.Pattern(path), exclude, where);
    }
}
