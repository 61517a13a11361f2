package io.cowhand.inspect;

import io.cowhand.bytes.Bytes;
import io.cowhand.problem.Value;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.Limits;
import io.cowhand.qcow2.Snapshot;
import io.cowhand.qcow2.SnapshotTable;
import io.cowhand.qcow2.TableDefect;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads a snapshot table (section "Snapshots") as qcow2_read_snapshots does, entry by entry, but at most the 64 MiB
 * after which QEMU gives up.
 */
final class SnapshotTableReader {

    /** Bytes of the extra data that have a meaning. */
    private static final int KNOWN_EXTRA = 24;

    private final ImageFile file;
    private final long offset;
    private final long count;
    private final List<Snapshot> snapshots = new ArrayList<>();
    private final List<TableDefect> defects = new ArrayList<>();
    private long leastExtraData = Limits.MAX_SNAPSHOT_EXTRA_DATA;

    private SnapshotTableReader(ImageFile file, HeaderImage header) {
        this.file = file;
        this.offset = header.get(HeaderField.SNAPSHOTS_OFFSET);
        this.count = header.get(HeaderField.NB_SNAPSHOTS);
    }

    /** Returns the table that a header points to; nothing if there is none, or QEMU does not read it. */
    static Optional<SnapshotTable> read(ImageFile file, HeaderImage header) throws IOException {
        SnapshotTableReader reader = new SnapshotTableReader(file, header);
        boolean there = reader.count > 0
                && reader.count <= Limits.MAX_SNAPSHOTS
                && reader.offset >= 0
                && reader.offset <= Limits.MAX_OFFSET - Limits.MAX_SNAPSHOT_TABLE;
        return there ? Optional.of(reader.read()) : Optional.empty();
    }

    private SnapshotTable read() throws IOException {
        long length = 0;
        for (long number = 0; number < count && defects.isEmpty(); number++) {
            length = (length + 7) / 8 * 8;
            if (offset + length >= file.size()) {
                // All bytes from here on are zero, so each entry consists of its fixed part only.
                length += (count - number) * Limits.SNAPSHOT_HEADER;
                leastExtraData = 0;
                tooLong(length);
                break;
            }
            length += entry(number, offset + length);
            tooLong(length);
        }
        return new SnapshotTable(offset, count, length, leastExtraData, snapshots, defects);
    }

    private void tooLong(long length) {
        if (length > Limits.MAX_SNAPSHOT_TABLE) {
            defects.add(new TableDefect(
                    TableDefect.Kind.SNAPSHOT_TABLE_LENGTH,
                    offset,
                    Value.of(length),
                    "the snapshot table at offset " + offset + " is longer than " + Limits.MAX_SNAPSHOT_TABLE
                            + " bytes"));
        }
    }

    /** Reads one entry; returns its length. */
    private long entry(long number, long at) throws IOException {
        Bytes fixed = file.readBuffered(at, Limits.SNAPSHOT_HEADER);
        int idSize = (int) fixed.number(12, 2);
        int nameSize = (int) fixed.number(14, 2);
        long extraSize = fixed.number(36, 4);
        if (extraSize > Limits.MAX_SNAPSHOT_EXTRA_DATA) {
            defects.add(new TableDefect(
                    TableDefect.Kind.SNAPSHOT_EXTRA_DATA,
                    at + 36,
                    Value.of(extraSize),
                    "snapshot " + (number + 1) + " at offset " + at + " has " + extraSize
                            + " bytes of extra data; limit is " + Limits.MAX_SNAPSHOT_EXTRA_DATA));
            return Limits.SNAPSHOT_HEADER;
        }
        leastExtraData = Math.min(leastExtraData, extraSize);
        if (snapshots.size() < SnapshotTable.MOST_KEPT) {
            Bytes extra = file.readBuffered(at + Limits.SNAPSHOT_HEADER, (int) Math.min(extraSize, KNOWN_EXTRA));
            long textAt = at + Limits.SNAPSHOT_HEADER + extraSize;
            snapshots.add(new Snapshot(
                    file.readBuffered(textAt, Math.min(idSize, ReadLimits.SNAPSHOT_TEXT)),
                    file.readBuffered(textAt + idSize, Math.min(nameSize, ReadLimits.SNAPSHOT_TEXT)),
                    fixed.number(16, 4),
                    fixed.number(20, 4),
                    fixed.number(24, 8),
                    extra(extra, 0).orElse(fixed.number(32, 4)),
                    extra(extra, 8),
                    extra(extra, 16),
                    extraSize));
        }
        return Limits.SNAPSHOT_HEADER + extraSize + idSize + nameSize;
    }

    private static OptionalLong extra(Bytes extra, int at) {
        return extra.length() < at + 8 ? OptionalLong.empty() : OptionalLong.of(extra.number(at, 8));
    }
}
