package io.cowhand.bytes;

import java.io.IOException;

/**
 * What one write replaces: whole sectors from the first to the last changed byte, and the window they were planned from.
 *
 * @param window the whole window as it was when the write was planned; it must still be there, byte for byte
 * @param offset of the first sector, in bytes from the start of the image; a multiple of {@link #SECTOR}
 * @param replacement the new bytes of those sectors
 * @param undo when the old bytes may be put back
 * @param hasExternalData whether guest data is in another file, so that a look at the image does not tell whether it
 *     changed since
 */
public record WriteSet(Bytes window, int offset, Bytes replacement, UndoClass undo, boolean hasExternalData) {

    /** Bytes of a sector: the unit that a disk writes whole, and QEMU's own (BDRV_SECTOR_SIZE). */
    public static final int SECTOR = 512;

    /**
     * The smallest write that turns one window into another.
     *
     * @param before the window as read
     * @param after the window as it shall be: at least one byte differs, the length is the same
     * @throws IllegalArgumentException when there is nothing to write, or the lengths differ
     */
    public static WriteSet between(Bytes before, Bytes after, UndoClass undo, boolean hasExternalData) {
        int first = before.mismatch(after);
        if (first < 0 || before.length() != after.length()) {
            throw new IllegalArgumentException("windows of one length that differ are needed");
        }
        int from = first / SECTOR * SECTOR;
        int to = before.length();
        for (int last = (to - 1) / SECTOR * SECTOR;
                before.slice(last, to).equals(after.slice(last, to));
                last -= SECTOR) {
            to = last;
        }
        return new WriteSet(before, from, after.slice(from, to).detached(), undo, hasExternalData);
    }

    /** The bytes that the write replaces, as they were planned from. */
    public Bytes replaced() {
        return window.slice(offset, offset + replacement.length());
    }

    /** Whether a source has the whole window as it is after the write. */
    public boolean isResult(Bytes.Source source) throws IOException {
        int end = offset + replacement.length();
        return Bytes.areStartOf(source, window.slice(0, offset), replacement, window.slice(end, window.length()));
    }

    /** The whole window as it is after the write. */
    public Bytes result() {
        return window.with(offset, replacement);
    }
}
