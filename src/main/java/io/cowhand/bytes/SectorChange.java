package io.cowhand.bytes;

import java.util.ArrayList;
import java.util.List;

/**
 * The sectors in which two windows differ, and the phases in which the one becomes the other.
 *
 * <p>A power cut leaves a sector old or new, so one sector changes in one write. Several do not: some may be old and some
 * new, which nobody could tell from what another program wrote. So they change behind a mark: sector 0 gets first bytes
 * that no program takes for a header it knows, then the others change, then sector 0 does. While the mark is there, every
 * program refuses the image.
 *
 * @param offset of the first sector, in bytes from the start of the image; a multiple of {@link #SECTOR}, and 0 where
 *     several sectors change
 * @param before the sectors as they were, from the first to the last that changes
 * @param after the sectors as they are to be
 * @param mark what sector 0 begins with in between; empty where one sector changes
 */
public record SectorChange(int offset, Bytes before, Bytes after, Bytes mark) {

    /** Bytes of a sector: the unit that a disk writes whole, and QEMU's own (BDRV_SECTOR_SIZE). */
    public static final int SECTOR = 512;

    /** The most phases that a change has. */
    public static final int MOST_PHASES = 3;

    /** Bytes that are written at an offset, and synced before the next phase. */
    public record Phase(int offset, Bytes bytes) {}

    /** Checks that the sectors of both are the same ones, and that several have a mark. */
    public SectorChange {
        boolean isOne = before.length() <= SECTOR;
        if (before.isEmpty() || before.length() != after.length() || offset < 0 || offset % SECTOR != 0) {
            throw new IllegalArgumentException("sectors to replace and as many to replace them are needed");
        }
        if (isOne != mark.isEmpty() || !isOne && offset != 0 || mark.length() > SECTOR) {
            throw new IllegalArgumentException("several sectors begin with sector 0 and its mark, one has no mark");
        }
    }

    /**
     * Returns the smallest change that turns one window into another.
     *
     * @param before the window as read
     * @param after the window as it is to be: at least one byte differs, the length is the same
     * @param mark what sector 0 is to begin with where several sectors change
     * @throws IllegalArgumentException if there is nothing to write, or the lengths differ
     */
    public static SectorChange between(Bytes before, Bytes after, Bytes mark) {
        int first = before.mismatch(after);
        if (first < 0 || before.length() != after.length()) {
            throw new IllegalArgumentException("windows of one length that differ are needed");
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

    /** Returns whether one sector changes, which no power cut can leave half written. */
    public boolean isAtomic() {
        return mark.isEmpty();
    }

    /** Returns the offset behind the last sector. */
    public int end() {
        return offset + before.length();
    }

    /** Returns sector 0 as it is between the phases; of a change of several sectors. */
    public Bytes marked() {
        return before.slice(0, SECTOR).with(0, mark);
    }

    /** Returns the phases, in their order. */
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

    /** Returns the old sectors one by one, the last one first, as they are put back. */
    public List<Phase> oldSectors() {
        List<Phase> sectors = new ArrayList<>();
        for (int at = (before.length() - 1) / SECTOR * SECTOR; at >= 0; at -= SECTOR) {
            sectors.add(new Phase(offset + at, before.slice(at, Math.min(at + SECTOR, before.length()))));
        }
        return sectors;
    }

    /** Returns the sectors as they are in a window. */
    public Bytes of(Bytes window) {
        return window.slice(offset, end());
    }

    /**
     * Returns whether sectors are what an interrupted write of these phases leaves: the mark, and every other sector old or
     * new.
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
