package io.cowhand.image;

import io.cowhand.problem.Location;
import java.util.List;

/**
 * One entry of a recipe's {@code images}.
 *
 * @param path a path, a {@code file:} URI or a glob; relative ones start at the recipe's folder
 * @param exclude globs of paths to exclude, relative like {@code path}
 * @param where the entry in the recipe, for messages
 */
public record ImageEntry(String path, List<String> exclude, Location where) {
    /** Copies the list. */
    public ImageEntry {
        exclude = List.copyOf(exclude);
    }
}
