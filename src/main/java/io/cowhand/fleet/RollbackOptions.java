package io.cowhand.fleet;

import java.util.List;

/**
 * Which images of a run to take back, and what the user vouches for.
 *
 * @param dryRun whether nothing is written
 * @param limit globs; with any of them, only images that one of them matches
 * @param sameBacking whether the old and the new backing file of each image hold the same data, and nothing was committed
 *     into the new one
 * @param bases paths and globs of files; with any of them, the backing files are compared, and must be among these
 * @param trustsTimes whether times of modification are right after a restart, as no power was cut since the run
 * @param trustsLocalLocks whether images are written on mounts whose locks other hosts do not see
 */
public record RollbackOptions(
        boolean dryRun,
        List<String> limit,
        boolean sameBacking,
        List<String> bases,
        boolean trustsTimes,
        boolean trustsLocalLocks) {

    /** All images, where nothing needs to be vouched for. */
    public static final RollbackOptions USUAL = new RollbackOptions(false, List.of(), false, List.of(), false, false);

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException for bases without {@code sameBacking}
     */
    public RollbackOptions {
        limit = List.copyOf(limit);
        bases = List.copyOf(bases);
        if (!sameBacking && !bases.isEmpty()) {
            throw new IllegalArgumentException("--bases: belongs to --same-backing");
        }
    }
}
