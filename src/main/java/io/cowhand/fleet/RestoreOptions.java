package io.cowhand.fleet;

/**
 * Options for writing a captured header back to its image.
 *
 * @param dryRun whether to write nothing
 * @param confirmed whether the caller confirms that the captured header still describes the image, whatever has changed
 * @param trustsLocalLocks whether to write images on mounts whose locks other hosts do not see
 */
public record RestoreOptions(boolean dryRun, boolean confirmed, boolean trustsLocalLocks) {

    /** The default options: only where nothing shows that the captured header is no longer right. */
    public static final RestoreOptions USUAL = new RestoreOptions(false, false, false);
}
