package io.cowhand.fleet;

import java.util.List;

/**
 * Options for rolling back a run.
 *
 * @param dryRun whether to write nothing
 * @param limit globs; if there are any, only images that match one of them are rolled back
 * @param sameBacking whether the caller confirms that the old and the new backing file of each image hold the same data
 *     and that nothing was committed into the new one
 * @param bases paths and globs of files; if there are any, the backing files are compared and must be among these files
 * @param trustsTimes whether the caller confirms that the power was not cut since the run, so that modification times
 *     are trusted after a restart
 * @param trustsLocalLocks whether to write images on mounts whose locks other hosts do not see
 */
public record RollbackOptions(
        boolean dryRun,
        List<String> limit,
        boolean sameBacking,
        List<String> bases,
        boolean trustsTimes,
        boolean trustsLocalLocks) {

    /** The default options: all images that can be restored without a confirmation. */
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
