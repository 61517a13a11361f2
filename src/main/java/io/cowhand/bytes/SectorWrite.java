package io.cowhand.bytes;

import java.io.IOException;

/**
 * A write to one image, with the window that it was planned from.
 *
 * @param window the whole window at the time of planning; the image must still have it, byte for byte
 * @param change the sectors that change
 */
public record SectorWrite(Bytes window, SectorChange change) {

    /**
     * Returns the smallest write that turns one window into another.
     *
     * @param before the old window
     * @param after the new window, of the same length
     * @param mark the initial bytes of the image while it is half-written, if several sectors change
     * @throws IllegalArgumentException if the windows are equal, or their lengths differ
     */
    public static SectorWrite between(Bytes before, Bytes after, Bytes mark) {
        return new SectorWrite(before, SectorChange.between(before, after, mark));
    }

    /** Returns whether a source begins with the whole window as it is after the write. */
    public boolean isResult(Bytes.Source source) throws IOException {
        return Bytes.areStartOf(
                source, window.slice(0, change.offset()), change.after(), window.slice(change.end(), window.length()));
    }

    /** Returns the whole window as it is after the write. */
    public Bytes result() {
        return window.with(change.offset(), change.after());
    }
}
