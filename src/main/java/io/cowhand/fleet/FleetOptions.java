package io.cowhand.fleet;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * Options for planning or applying a recipe.
 *
 * @param limit globs; if there are any, only images that match one of them are processed, by the path as shown, the
 *     path relative to the recipe's directory, or the absolute path
 * @param allowEmpty whether a glob of the recipe may match no image
 * @param jobs the number of images to process in parallel, 1 to {@link #MOST_JOBS}; by default as many as suit the
 *     machine
 * @param timeout how long to wait for a file
 * @param trustsLocalLocks whether to write images on mounts whose locks other hosts do not see
 */
public record FleetOptions(
        List<String> limit, boolean allowEmpty, OptionalInt jobs, Duration timeout, boolean trustsLocalLocks) {

    /** The maximum number of jobs; more threads only cost memory. */
    public static final int MOST_JOBS = 1024;

    /** The default options: all images, with all precautions. */
    public static final FleetOptions USUAL =
            new FleetOptions(List.of(), false, OptionalInt.empty(), Duration.ofSeconds(60), false);

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if the number of jobs is out of range
     */
    public FleetOptions {
        limit = List.copyOf(limit);
        if (jobs.isPresent() && (jobs.getAsInt() < 1 || jobs.getAsInt() > MOST_JOBS)) {
            throw new IllegalArgumentException("the number of jobs must be 1 to " + MOST_JOBS);
        }
    }

    /** Returns these options with other globs in place of {@link #limit}. */
    public FleetOptions limitedTo(String... globs) {
        return new FleetOptions(List.of(globs), allowEmpty, jobs, timeout, trustsLocalLocks);
    }
}
