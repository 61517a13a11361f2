package io.cowhand.image;

import io.cowhand.problem.Problem;
import java.util.List;

/**
 * What a list of entries comes to.
 *
 * @param images each file once, in the entries' order
 * @param empty entries that name no file at all; one that names only files met before is not empty
 * @param problems entries that are not valid, or directories that could not be looked into; with any of them the
 *     images are not all that was asked for
 */
public record Resolution(ImageList images, List<EmptyEntry> empty, List<Problem> problems) {
    /** Copies the lists of what is wrong. */
    public Resolution {
        empty = List.copyOf(empty);
        problems = List.copyOf(problems);
    }
}
