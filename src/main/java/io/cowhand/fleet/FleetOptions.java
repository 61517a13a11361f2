package io.cowhand.fleet;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * Which images of a recipe to work on, and how.
 *
 * @param limit globs; with any of them, only images that one of them matches: by the path as shown, relative to the
 *     recipe's folder, or absolute
 * @param allowEmpty whether a glob of the recipe may match no image
 * @param jobs how many images are worked on at the same time, 1 to {@link #MOST_JOBS}; by default as many as suit the
 *     machine
 * @param timeout how long a file may take to answer
 * @param trustsLocalLocks whether images are written on mounts whose locks other hosts do not see
 */
public record FleetOptions(
        List<String> limit, boolean allowEmpty, OptionalInt jobs, Duration timeout, boolean trustsLocalLocks) {

    /** More threads only cost memory. */
    public static final int MOST_JOBS = 1024;

    /** All images, with the usual precautions. */
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

    /** Returns the same options for only those images that one of the globs matches. */
    public FleetOptions limitedTo(String... globs) {
        return new FleetOptions(List.of(globs), allowEmpty, jobs, timeout, trustsLocalLocks);
    }
}
