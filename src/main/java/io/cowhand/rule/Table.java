package io.cowhand.rule;

import io.cowhand.qcow2.ExtensionPayload;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.qcow2.Limits;
import io.cowhand.qcow2.SnapshotTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table to which the header points.
 *
 * @param name the field or extension that points to it
 * @param pointerAt the offset of that field or extension
 * @param offset the offset of the table, unsigned
 * @param length the length of the table in bytes, unsigned
 */
record Table(String name, long pointerAt, long offset, long length) {

    /** Returns all tables of an image that are not empty. */
    static List<Table> of(ImageFacts facts) {
        HeaderImage header = facts.header();
        int clusterSize = header.clusterSize().orElse(0);
        List<Table> tables = new ArrayList<>();
        tables.add(of(header, HeaderField.REFCOUNT_TABLE_OFFSET, HeaderField.REFCOUNT_TABLE_CLUSTERS, clusterSize));
        tables.add(of(header, HeaderField.L1_TABLE_OFFSET, HeaderField.L1_SIZE, Limits.L1_ENTRY));
        long snapshots = facts.snapshots()
                .map(SnapshotTable::length)
                .orElse(header.get(HeaderField.NB_SNAPSHOTS) * Limits.SNAPSHOT_HEADER);
        tables.add(new Table(
                HeaderField.SNAPSHOTS_OFFSET.specName(),
                HeaderField.SNAPSHOTS_OFFSET.offset(),
                header.get(HeaderField.SNAPSHOTS_OFFSET),
                snapshots));
        Optional<ExtensionPayload.Bitmaps> bitmaps = header.bitmaps();
        if (bitmaps.isPresent()) {
            ExtensionPayload.Bitmaps found = bitmaps.get();
            tables.add(of(header, ExtensionType.BITMAPS, found.directoryOffset(), found.directorySize()));
        }
        Optional<ExtensionPayload.EncryptionHeader> luks =
                header.payload(ExtensionType.ENCRYPTION_HEADER, ExtensionPayload.EncryptionHeader.class);
        if (luks.isPresent()) {
            ExtensionPayload.EncryptionHeader found = luks.get();
            tables.add(of(header, ExtensionType.ENCRYPTION_HEADER, found.offset(), found.length()));
        }
        tables.removeIf(table -> table.length == 0);
        return tables;
    }

    private static Table of(HeaderImage header, HeaderField offset, HeaderField count, long entryLength) {
        return new Table(offset.specName(), offset.offset(), header.get(offset), header.get(count) * entryLength);
    }

    private static Table of(HeaderImage header, ExtensionType type, long offset, long length) {
        return new Table(type.label(), header.extensionsStart(), offset, length);
    }

    /** Returns whether the table starts before an offset. */
    boolean startsBefore(long end) {
        return Long.compareUnsigned(offset, end) < 0;
    }

    /** Returns whether the table ends after an offset. */
    boolean endsBehind(long end) {
        return !startsBefore(end) || Long.compareUnsigned(length, end - offset) > 0;
    }

    /** Returns whether the file ends before the table does. */
    boolean isCut(ImageFacts facts) {
        long end = offset + length;
        boolean overflows = Long.compareUnsigned(end, offset) < 0;
        return overflows || facts.isShorterThan(end);
    }

    /** Returns whether the tables overlap. */
    boolean overlaps(Table other) {
        return startsBefore(other.offset) ? endsBehind(other.offset) : other.endsBehind(offset);
    }

    /** Returns a description for messages. */
    String words() {
        return name + " (" + Long.toUnsignedString(length) + " bytes at offset " + Long.toUnsignedString(offset) + ")";
    }
}
