package io.cowhand.rule;

import static io.cowhand.qcow2.HeaderField.L1_SIZE;
import static io.cowhand.qcow2.HeaderField.L1_TABLE_OFFSET;
import static io.cowhand.qcow2.HeaderField.NB_SNAPSHOTS;
import static io.cowhand.qcow2.HeaderField.REFCOUNT_TABLE_CLUSTERS;
import static io.cowhand.qcow2.HeaderField.REFCOUNT_TABLE_OFFSET;
import static io.cowhand.qcow2.HeaderField.SNAPSHOTS_OFFSET;
import static io.cowhand.rule.Enforcement.BEFORE_EDITING;
import static io.cowhand.rule.Enforcement.BY_SPECIFICATION;
import static io.cowhand.rule.Enforcement.MENTIONED;
import static io.cowhand.rule.Enforcement.ON_OPEN;
import static io.cowhand.rule.Enforcement.ON_OPEN_FOR_WRITING;
import static io.cowhand.rule.Enforcement.WARNED;
import static io.cowhand.rule.FieldRules.RESTORE;

import io.cowhand.problem.Value;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.qcow2.Limits;
import io.cowhand.qcow2.TableDefect;
import java.util.List;

/** Rules about the tables that a header points to: their location, and the contents of those that are read. */
final class TableRules {

    static final String REMOVE_BITMAPS = "drop-bitmaps with unsafe makes the image open again, without its bitmaps.";

    static final List<HeaderRule> ALL = List.of(
            new HeaderRule(
                    "refcount-table-missing", ON_OPEN, "An image has a refcount table.", RESTORE, (facts, found) -> {
                        if (facts.header().get(REFCOUNT_TABLE_CLUSTERS) == 0) {
                            found.at(REFCOUNT_TABLE_CLUSTERS, "must not be 0");
                        }
                    }),
            new HeaderRule(
                    "refcount-table-invalid",
                    ON_OPEN,
                    "The refcount table has at most 8 MiB (QCOW_MAX_REFTABLE_SIZE), starts at a cluster boundary, and ends"
                            + " within the offsets that QEMU can address.",
                    RESTORE,
                    (facts, found) -> table(
                            facts,
                            found,
                            REFCOUNT_TABLE_OFFSET,
                            REFCOUNT_TABLE_CLUSTERS,
                            found.clusterSize(),
                            Limits.MAX_REFCOUNT_TABLE)),
            new HeaderRule(
                    "snapshot-table-invalid",
                    ON_OPEN,
                    "There are at most 65536 snapshots (QCOW_MAX_SNAPSHOTS), and their table starts at a cluster"
                            + " boundary, even if there are none, and ends within the offsets that QEMU can address.",
                    RESTORE,
                    (facts, found) -> table(
                            facts,
                            found,
                            SNAPSHOTS_OFFSET,
                            NB_SNAPSHOTS,
                            Limits.SNAPSHOT_HEADER,
                            Limits.SNAPSHOT_HEADER * Limits.MAX_SNAPSHOTS)),
            new HeaderRule(
                    "l1-table-invalid",
                    ON_OPEN,
                    "The L1 table has at most 32 MiB (QCOW_MAX_L1_SIZE), starts at a cluster boundary, and ends within"
                            + " the offsets that QEMU can address.",
                    RESTORE,
                    (facts, found) ->
                            table(facts, found, L1_TABLE_OFFSET, L1_SIZE, Limits.L1_ENTRY, Limits.MAX_L1_TABLE)),
            new HeaderRule("l1-table-too-small", ON_OPEN, "The L1 table covers the disk.", RESTORE, (facts, found) -> {
                long needed = Limits.neededL1Entries(facts.header(), found.clusterSize());
                if (needed <= Integer.MAX_VALUE && facts.header().get(L1_SIZE) < needed) {
                    found.at(L1_SIZE, "must be at least " + needed + " for the disk's size");
                }
            }),
            ofSnapshots(
                    TableDefect.Kind.SNAPSHOT_EXTRA_DATA,
                    "snapshot-extra-data-too-large",
                    "A snapshot has at most 1024 bytes of extra data (QCOW_MAX_SNAPSHOT_EXTRA_DATA).",
                    "qemu-img check -r all cuts it down."),
            ofSnapshots(
                    TableDefect.Kind.SNAPSHOT_TABLE_LENGTH,
                    "snapshot-table-too-long",
                    "The snapshot table has at most 64 MiB (QCOW_MAX_SNAPSHOTS_SIZE).",
                    "qemu-img check -r all drops the excess snapshots."),
            ofBitmaps(
                    ON_OPEN,
                    TableDefect.Kind.BITMAP_DIRECTORY,
                    "bitmap-directory-invalid",
                    "The bitmap directory holds exactly as many bitmaps as the extension declares, and nothing else.",
                    REMOVE_BITMAPS),
            ofBitmaps(
                    ON_OPEN,
                    TableDefect.Kind.BITMAP_ENTRY,
                    "bitmap-invalid",
                    "A bitmap has a name of at most 1023 bytes, type 1, no extra data, flags 0 and 1 only, a granularity"
                            + " of 512 bytes to 2 GiB, and a table at a cluster that covers the disk (check_dir_entry"
                            + " in block/qcow2-bitmap.c).",
                    REMOVE_BITMAPS),
            ofBitmaps(
                    ON_OPEN,
                    TableDefect.Kind.BITMAP_NAME,
                    "bitmap-name-twice",
                    "No two bitmaps have the same name.",
                    REMOVE_BITMAPS),
            ofBitmaps(
                    ON_OPEN_FOR_WRITING,
                    TableDefect.Kind.BITMAP_NAME_CUT,
                    "bitmap-name-cut",
                    "A bitmap's name has no zero byte: QEMU keeps what is before it, and then cannot rewrite the directory"
                            + " in place when it opens the image for writing.",
                    REMOVE_BITMAPS),
            ofBitmaps(
                    ON_OPEN,
                    TableDefect.Kind.BITMAP_TABLE,
                    "bitmap-table-invalid",
                    "A bitmap's table has exactly the entries that the disk needs, none with reserved bits set or an"
                            + " offset that is not a cluster boundary (bitmap_table_load, load_bitmap_data).",
                    REMOVE_BITMAPS),
            ofBitmaps(
                    MENTIONED,
                    TableDefect.Kind.NOT_READ,
                    "bitmap-tables-not-read",
                    "Up to 1 GiB of an image's bitmap tables is read; whether QEMU opens the image is not known"
                            + " beyond that.",
                    "qemu-img info -U shows whether QEMU opens the image."),
            new HeaderRule(
                    "table-in-first-cluster",
                    BEFORE_EDITING,
                    "No table lies in the first cluster, where the header is: guests' writes would change the header,"
                            + " and a new header the table (QCOW2_OL_MAIN_HEADER).",
                    RESTORE,
                    (facts, found) -> {
                        for (Table table : Table.of(facts)) {
                            if (table.startsBefore(found.clusterSize())) {
                                found.at(
                                        table.name(),
                                        table.pointerAt(),
                                        Value.of(table.offset()),
                                        table.words() + " lies in the first cluster, where the header is");
                            }
                        }
                    }),
            new HeaderRule(
                    "tables-overlap",
                    BY_SPECIFICATION,
                    "Every cluster of metadata has one purpose; QEMU checks only before it writes there, and then marks"
                            + " the image corrupt.",
                    "qemu-img check shows which is damaged; restore the image from a backup.",
                    (facts, found) -> overlaps(Table.of(facts), found)),
            new HeaderRule(
                    "table-past-end-of-file",
                    WARNED,
                    "Tables lie within the file. QEMU reads zeros where it ends: a disk without data, snapshots without"
                            + " names.",
                    "The file is probably truncated; restore it from a backup.",
                    (facts, found) -> Table.of(facts).stream()
                            .filter(table -> table.isCut(facts))
                            .forEach(table -> found.at(
                                    table.name(),
                                    table.pointerAt(),
                                    Value.of(table.offset()),
                                    table.words() + " extends past the end of the file at " + facts.fileSize()))),
            new HeaderRule(
                    "tables-cut",
                    MENTIONED,
                    "Only the first 1024 snapshots and the first 1024 bitmaps of an image are shown, and none beyond the"
                            + " end of the file.",
                    "qemu-img info shows all.",
                    (facts, found) -> cut(facts, found)));

    private TableRules() {}

    private static void cut(ImageFacts facts, Findings found) {
        facts.snapshots()
                .filter(table -> table.count() > table.snapshots().size())
                .ifPresent(table ->
                        found.at(NB_SNAPSHOTS, "of which " + table.snapshots().size() + " are shown"));
        facts.bitmaps()
                .filter(directory ->
                        directory.pointer().count() > directory.bitmaps().size())
                .ifPresent(directory -> found.at(
                        ExtensionType.BITMAPS.label(),
                        directory.pointer().directoryOffset(),
                        Value.of(directory.pointer().count()),
                        "of " + directory.pointer().count() + " bitmaps "
                                + directory.bitmaps().size() + " are shown"));
    }

    private static HeaderRule ofSnapshots(TableDefect.Kind kind, String code, String meaning, String remedy) {
        return new HeaderRule(code, ON_OPEN, meaning, remedy, (facts, found) -> {
            if (facts.snapshots().isPresent()) {
                report(kind, "snapshots", facts.snapshots().get().defects(), found);
            }
        });
    }

    private static HeaderRule ofBitmaps(
            Enforcement enforcement, TableDefect.Kind kind, String code, String meaning, String remedy) {
        return new HeaderRule(code, enforcement, meaning, remedy, (facts, found) -> {
            if (facts.bitmaps().isPresent()) {
                report(kind, "bitmaps", facts.bitmaps().get().defects(), found);
            }
        });
    }

    private static void report(TableDefect.Kind kind, String field, List<TableDefect> defects, Findings found) {
        defects.stream()
                .filter(defect -> defect.kind() == kind)
                .forEach(defect -> found.at(field, defect.offset(), defect.value(), defect.message()));
    }

    private static void overlaps(List<Table> tables, Findings found) {
        for (int one = 0; one < tables.size(); one++) {
            for (int other = one + 1; other < tables.size(); other++) {
                Table table = tables.get(one);
                if (table.overlaps(tables.get(other))) {
                    found.at(
                            table.name(),
                            table.pointerAt(),
                            Value.of(table.offset()),
                            table.words() + " overlaps " + tables.get(other).words());
                }
            }
        }
    }

    /** Checks length and offset of a table, in this order, as QEMU does (qcow2_validate_table). */
    private static void table(
            ImageFacts facts,
            Findings found,
            HeaderField offsetField,
            HeaderField countField,
            long entryLength,
            long mostBytes) {
        int clusterSize = found.clusterSize();
        if (clusterSize == 0) {
            return;
        }
        long offset = facts.header().get(offsetField);
        long count = facts.header().get(countField);
        if (count > mostBytes / entryLength) {
            found.at(countField, "must be at most " + mostBytes / entryLength);
        } else if (offset < 0 || count != 0 && offset > Limits.MAX_OFFSET - count * entryLength) {
            found.at(offsetField, "more than QEMU can address");
        } else if (offset % clusterSize != 0) {
            found.at(offsetField, "must be a multiple of the cluster size of " + clusterSize + " bytes");
        }
    }
}
