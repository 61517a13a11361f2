package io.cowhand.fleet;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.SectorChange;

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

    /**
     * Returns windows of which no more is known than the sectors that a run wrote. They end with these; zeros stand for what
     * is before them, and the size of the file is 0.
     */
    public static HeaderWindows recorded(SectorChange change) {
        Bytes unknown = Bytes.zeros(change.end());
        return new HeaderWindows(
                unknown.with(change.offset(), change.before()), unknown.with(change.offset(), change.after()), 0);
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
