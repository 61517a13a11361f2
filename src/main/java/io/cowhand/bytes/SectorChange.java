package io.cowhand.bytes;

import java.util.ArrayList;
import java.util.List;

/**
 * The sectors in which two windows differ, and the phases that turn one into the other.
 *
 * <p>A power failure leaves a sector old or new, so a single sector is written in one phase. A change of several
 * sectors is not atomic: some may be old and some new, which would look like a header that another program
 * wrote. Therefore a mark protects it: first, sector 0 gets initial bytes that every program rejects; then the other
 * sectors are written; last, sector 0. As long as the mark is there, every program refuses the image.
 *
 * @param offset the offset of the first sector, in bytes from the start of the image; a multiple of {@link #SECTOR},
 *     and 0 if several sectors change
 * @param before the old sectors, from the first to the last that changes
 * @param after the new sectors
 * @param mark the initial bytes of sector 0 in between; empty if one sector changes
 */
public record SectorChange(int offset, Bytes before, Bytes after, Bytes mark) {

    /** Bytes of a sector: the unit that a disk writes atomically, and QEMU's sector size (BDRV_SECTOR_SIZE). */
    public static final int SECTOR = 512;

    /** The greatest number of phases. */
    public static final int MOST_PHASES = 3;

    /** Bytes to write at an offset, and to sync before the next phase. */
    public record Phase(int offset, Bytes bytes) {}

    /** Checks that old and new sectors match, and that there is a mark if and only if several sectors change. */
    public SectorChange {
        boolean isOne = before.length() <= SECTOR;
        if (before.isEmpty() || before.length() != after.length() || offset < 0 || offset % SECTOR != 0) {
            throw new IllegalArgumentException("old and new sectors must be as many, and at least one");
        }
        if (isOne != mark.isEmpty() || !isOne && offset != 0 || mark.length() > SECTOR) {
            throw new IllegalArgumentException(
                    "several sectors must start at sector 0 and have a mark; one sector must have none");
        }
    }

    /**
     * Returns the smallest change that turns one window into another.
     *
     * @param before the old window
     * @param after the new window, of the same length
     * @param mark the initial bytes of sector 0 in between, if several sectors change
     * @throws IllegalArgumentException if the windows are equal, or their lengths differ
     */
    public static SectorChange between(Bytes before, Bytes after, Bytes mark) {
        int first = before.mismatch(after);
        if (first < 0 || before.length() != after.length()) {
            throw new IllegalArgumentException("windows must differ and have the same length");
        }
        int from = first / SECTOR * SECTOR;
        int to = before.length();
        for (int last = (to - 1) / SECTOR * SECTOR; isSame(before, after, last, to); last -= SECTOR) {
            to = last;
        }
        return to - from <= SECTOR
                ? new SectorChange(
                        from, before.slice(from, to), after.slice(from, to).detached(), Bytes.EMPTY)
                : new SectorChange(0, before.slice(0, to), after.slice(0, to).detached(), mark);
    }

    private static boolean isSame(Bytes before, Bytes after, int from, int to) {
        return before.slice(from, to).equals(after.slice(from, to));
    }

    /** Returns the change that turns the new sectors into the old ones again. */
    public SectorChange reversed() {
        return new SectorChange(offset, after, before, mark);
    }

    /** Returns whether only one sector changes, which a power failure cannot leave half-written. */
    public boolean isAtomic() {
        return mark.isEmpty();
    }

    /** Returns the offset after the last sector. */
    public int end() {
        return offset + before.length();
    }

    /** Returns sector 0 with the mark; only if several sectors change. */
    public Bytes marked() {
        return before.slice(0, SECTOR).with(0, mark);
    }

    /** Returns the phases in order. */
    public List<Phase> phases() {
        if (isAtomic()) {
            return List.of(new Phase(offset, after));
        }
        int first = SECTOR;
        while (isSame(before, after, first, Math.min(first + SECTOR, end()))) {
            first += SECTOR;
        }
        return List.of(
                new Phase(0, marked()),
                new Phase(first, after.slice(first, end())),
                new Phase(0, after.slice(0, SECTOR)));
    }

    /** Returns the old sectors in the order of restoring them: the last one first. */
    public List<Phase> oldSectors() {
        List<Phase> sectors = new ArrayList<>();
        for (int at = (before.length() - 1) / SECTOR * SECTOR; at >= 0; at -= SECTOR) {
            sectors.add(new Phase(offset + at, before.slice(at, Math.min(at + SECTOR, before.length()))));
        }
        return sectors;
    }

    /** Returns the same sectors of a window. */
    public Bytes of(Bytes window) {
        return window.slice(offset, end());
    }

    /**
     * Returns whether an interrupted write of these phases can have left the given sectors: the mark, and every other
     * sector old or new.
     */
    public boolean isHalfWritten(Bytes sectors) {
        if (isAtomic() || !sectors.slice(0, SECTOR).equals(marked())) {
            return false;
        }
        for (int at = SECTOR; at < before.length(); at += SECTOR) {
            int to = Math.min(at + SECTOR, before.length());
            if (!isSame(sectors, before, at, to) && !isSame(sectors, after, at, to)) {
                return false;
            }
        }
        return true;
    }
}
