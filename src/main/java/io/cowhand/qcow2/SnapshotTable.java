package io.cowhand.qcow2;

import java.util.List;

/**
 * The snapshot table that a header points to, as far as it could be read.
 *
 * @param offset where the header says that it starts
 * @param count the snapshots that the header says it has
 * @param length bytes up to the end of the last entry that was looked at
 * @param leastExtraData bytes of extra data that every entry has at least, also those that are not kept
 * @param snapshots the first entries, at most {@link #MOST_KEPT}
 * @param defects what keeps QEMU from reading it
 */
public record SnapshotTable(
        long offset,
        long count,
        long length,
        long leastExtraData,
        List<Snapshot> snapshots,
        List<TableDefect> defects) {

    /** Entries that are kept for showing. */
    public static final int MOST_KEPT = 1024;

    /** Copies the lists. */
    public SnapshotTable {
        snapshots = List.copyOf(snapshots);
        defects = List.copyOf(defects);
    }

    /** Returns whether a header, which may have been edited since, points to this table. */
    boolean isOf(HeaderImage header) {
        return header.get(HeaderField.SNAPSHOTS_OFFSET) == offset && header.get(HeaderField.NB_SNAPSHOTS) == count;
    }
}
