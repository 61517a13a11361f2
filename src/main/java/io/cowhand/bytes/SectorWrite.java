package io.cowhand.bytes;

import java.io.IOException;

/**
 * What is to be written to one image, and the window that this was planned from.
 *
 * @param window the whole window as it was when the write was planned; it must still be there, byte for byte
 * @param change the sectors that change
 */
public record SectorWrite(Bytes window, SectorChange change) {

    /**
     * Returns the smallest write that turns one window into another.
     *
     * @param before the window as read
     * @param after the window as it is to be: at least one byte differs, the length is the same
     * @param mark what the image is to begin with while it is half written, where several sectors change
     * @throws IllegalArgumentException if there is nothing to write, or the lengths differ
     */
    public static SectorWrite between(Bytes before, Bytes after, Bytes mark) {
        return new SectorWrite(before, SectorChange.between(before, after, mark));
    }

    /** Returns whether a source has the whole window as it is after the write. */
    public boolean isResult(Bytes.Source source) throws IOException {
        return Bytes.areStartOf(
                source, window.slice(0, change.offset()), change.after(), window.slice(change.end(), window.length()));
    }

    /** Returns the whole window as it is after the write. */
    public Bytes result() {
        return window.with(change.offset(), change.after());
    }
}
