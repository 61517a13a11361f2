package io.cowhand.qcow2;

import java.util.List;

/**
 * The snapshot table that a header points to, as far as it could be read.
 *
 * @param offset the offset of the table, from the header
 * @param count the number of snapshots, from the header
 * @param length the length in bytes up to the end of the last entry that was read
 * @param leastExtraData the least number of bytes of extra data in any entry, including those that are not kept
 * @param snapshots the first entries, at most {@link #MOST_KEPT}
 * @param defects the reasons why QEMU cannot read the table
 */
public record SnapshotTable(
        long offset,
        long count,
        long length,
        long leastExtraData,
        List<Snapshot> snapshots,
        List<TableDefect> defects) {

    /** The most entries that are kept. */
    public static final int MOST_KEPT = 1024;

    /** Copies the lists. */
    public SnapshotTable {
        snapshots = List.copyOf(snapshots);
        defects = List.copyOf(defects);
    }

    /** Returns whether a header, which may have been edited since, still points to this table. */
    boolean isOf(HeaderImage header) {
        return header.get(HeaderField.SNAPSHOTS_OFFSET) == offset && header.get(HeaderField.NB_SNAPSHOTS) == count;
    }
}
