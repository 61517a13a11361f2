package io.cowhand.fleet;

import io.cowhand.bytes.Bytes;

/**
 * The window of an image's header as it was found, and as it is after the recipe.
 *
 * @param before the window from which the image was planned
 * @param after the window that a change leaves, of the same length; equal to {@code before} if nothing is written
 * @param fileSize the size of the file in bytes
 */
public record HeaderWindows(Bytes before, Bytes after, long fileSize) {

    /** Returns the windows of an image that is not changed. */
    public static HeaderWindows unchanged(Bytes window, long fileSize) {
        return new HeaderWindows(window, window, fileSize);
    }

    /** Returns whether nothing is written. */
    public boolean isUnchanged() {
        return before.equals(after);
    }

    /** Returns the same windows for an image that is not changed after all. */
    public HeaderWindows unchanged() {
        return unchanged(before, fileSize);
    }
}
