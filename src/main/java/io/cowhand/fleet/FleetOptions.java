package io.cowhand.fleet;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
 * @param images paths and globs, relative to the working directory; they and {@code lists} replace the images that the
 *     recipe names, if there are any
 * @param lists paths of inventories, or {@code -} for standard input, relative to the working directory; their images
 *     come after those of {@code images}
 * @param shard the part of the images to process; all of them by default
 * @param rollout the waves and the number of failures after which the run stops
 */
public record FleetOptions(
        List<String> limit,
        boolean allowEmpty,
        OptionalInt jobs,
        Duration timeout,
        boolean trustsLocalLocks,
        List<String> images,
        List<String> lists,
        Optional<Shard> shard,
        RolloutOptions rollout) {

    /** The maximum number of jobs; more threads only cost memory. */
    public static final int MOST_JOBS = 1024;

    /** The default options: all images, with all precautions. */
    public static final FleetOptions USUAL = new FleetOptions(
            List.of(),
            false,
            OptionalInt.empty(),
            Duration.ofSeconds(60),
            false,
            List.of(),
            List.of(),
            Optional.empty(),
            RolloutOptions.USUAL);

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if the number of jobs is out of range
     */
    public FleetOptions {
        limit = List.copyOf(limit);
        images = List.copyOf(images);
        lists = List.copyOf(lists);
        if (jobs.isPresent() && (jobs.getAsInt() < 1 || jobs.getAsInt() > MOST_JOBS)) {
            throw new IllegalArgumentException("the number of jobs must be 1 to " + MOST_JOBS);
        }
    }

    /** Returns these options with other globs in place of {@link #limit}. */
    public FleetOptions limitedTo(String... globs) {
        return new FleetOptions(
                List.of(globs), allowEmpty, jobs, timeout, trustsLocalLocks, images, lists, shard, rollout);
    }

    /** Returns these options with other {@link #images}. */
    public FleetOptions withImages(String... globs) {
        return new FleetOptions(
                limit, allowEmpty, jobs, timeout, trustsLocalLocks, List.of(globs), lists, shard, rollout);
    }

    /** Returns these options with other {@link #lists}. */
    public FleetOptions withLists(String... files) {
        return new FleetOptions(
                limit, allowEmpty, jobs, timeout, trustsLocalLocks, images, List.of(files), shard, rollout);
    }

    /** Returns these options with another {@link #shard}. */
    public FleetOptions withShard(Shard part) {
        return new FleetOptions(
                limit, allowEmpty, jobs, timeout, trustsLocalLocks, images, lists, Optional.of(part), rollout);
    }

    /** Returns these options with another {@link #rollout}. */
    public FleetOptions with(RolloutOptions other) {
        return new FleetOptions(limit, allowEmpty, jobs, timeout, trustsLocalLocks, images, lists, shard, other);
    }
}
