package io.cowhand.image;

import io.cowhand.problem.Problem;
import java.util.List;

/**
 * The images that a list of entries names.
 *
 * @param images each file once, in the order of the entries
 * @param empty entries that name no file; one that only repeats files of earlier entries is not empty
 * @param problems entries that are not valid, and directories that could not be listed; if there are any, the list of
 *     images is not complete
 */
public record Resolution(ImageList images, List<EmptyEntry> empty, List<Problem> problems) {
    /** Copies the lists of problems. */
    public Resolution {
        empty = List.copyOf(empty);
        problems = List.copyOf(problems);
    }
}
