package io.cowhand.qcow2;

import static io.cowhand.qcow2.HeaderField.BACKING_FILE_OFFSET;
import static io.cowhand.qcow2.HeaderField.BACKING_FILE_SIZE;
import static io.cowhand.qcow2.HeaderField.CLUSTER_BITS;
import static io.cowhand.qcow2.HeaderField.COMPRESSION_TYPE;
import static io.cowhand.qcow2.HeaderField.CRYPT_METHOD;
import static io.cowhand.qcow2.HeaderField.HEADER_LENGTH;
import static io.cowhand.qcow2.HeaderField.INCOMPATIBLE_FEATURES;
import static io.cowhand.qcow2.HeaderField.L1_SIZE;
import static io.cowhand.qcow2.HeaderField.L1_TABLE_OFFSET;
import static io.cowhand.qcow2.HeaderField.NB_SNAPSHOTS;
import static io.cowhand.qcow2.HeaderField.REFCOUNT_ORDER;
import static io.cowhand.qcow2.HeaderField.REFCOUNT_TABLE_CLUSTERS;
import static io.cowhand.qcow2.HeaderField.REFCOUNT_TABLE_OFFSET;
import static io.cowhand.qcow2.HeaderField.SIZE;
import static io.cowhand.qcow2.HeaderField.SNAPSHOTS_OFFSET;

import io.cowhand.problem.Origin;
import io.cowhand.problem.Severity;
import java.util.Locale;

/**
 * The rules that a header is held to, one row each; limits are QEMU 7.2's where the origin is {@link Origin#QEMU}.
 *
 * <p>An error of origin QEMU means that QEMU does not open the image at all. {@link #blocksEditing} rows are those that
 * keep QEMU from opening it for writing, and Cowhand's own caution where an edit could destroy data.
 */
public enum HeaderRule {
    CLUSTER_BITS_OUT_OF_RANGE(Enforced.ON_OPEN, (facts, found) -> {
        if (facts.header().clusterSize().isEmpty()) {
            found.at(CLUSTER_BITS, "must be 9 to 21");
        }
    }),
    HEADER_LENGTH_TOO_SMALL(Enforced.ON_OPEN, (facts, found) -> {
        HeaderImage header = facts.header();
        if (header.version() >= 3 && header.get(HEADER_LENGTH) < HeaderField.V3_MIN_LENGTH) {
            found.at(HEADER_LENGTH, "must be 104 or more in version 3");
        }
    }),
    HEADER_LENGTH_EXCEEDS_CLUSTER(Enforced.ON_OPEN, (facts, found) -> {
        HeaderImage header = facts.header();
        if (found.clusterSize() > 0 && header.get(HEADER_LENGTH) > found.clusterSize()) {
            found.at(HEADER_LENGTH, "must not exceed the cluster size of " + found.clusterSize() + " bytes");
        }
    }),
    BACKING_FILE_OFFSET_INVALID(Enforced.ON_OPEN, (facts, found) -> {
        long offset = facts.header().get(BACKING_FILE_OFFSET);
        if (found.clusterSize() > 0 && Long.compareUnsigned(offset, found.clusterSize()) > 0) {
            found.at(BACKING_FILE_OFFSET, "must lie within the first cluster of " + found.clusterSize() + " bytes");
        }
    }),
    BACKING_FILE_OFFSET_IN_HEADER(Enforced.BY_COWHAND, (facts, found) -> {
        HeaderImage header = facts.header();
        long offset = header.get(BACKING_FILE_OFFSET);
        if (offset > 0 && offset < header.fields().length()) {
            found.at(
                    BACKING_FILE_OFFSET,
                    "lies inside the header fields, which end at "
                            + header.fields().length()
                            + "; QEMU ignores all extensions of such an image and drops them when it writes");
        }
    }),
    BACKING_FILE_NAME_TOO_LONG(Enforced.ON_OPEN, (facts, found) -> {
        HeaderImage header = facts.header();
        long offset = header.get(BACKING_FILE_OFFSET);
        if (offset != 0 && Long.compareUnsigned(offset, found.clusterSize()) <= 0) {
            long most = Math.min(HeaderRules.MAX_BACKING_NAME, found.clusterSize() - offset);
            if (header.get(BACKING_FILE_SIZE) > most) {
                found.at(BACKING_FILE_SIZE, "must be at most " + most + " bytes at offset " + offset);
            }
        }
    }),
    COMPRESSION_TYPE_UNKNOWN(Enforced.ON_OPEN, (facts, found) -> {
        if (facts.header().get(COMPRESSION_TYPE) > 1) {
            found.at(COMPRESSION_TYPE, "must be 0 (zlib) or 1 (zstd)");
        }
    }),
    COMPRESSION_TYPE_BIT_MISMATCH(Enforced.ON_OPEN, (facts, found) -> {
        HeaderImage header = facts.header();
        boolean other = header.get(COMPRESSION_TYPE) != 0;
        if (header.get(COMPRESSION_TYPE) <= 1 && other != header.has(KnownFeature.COMPRESSION_TYPE)) {
            found.at(
                    COMPRESSION_TYPE,
                    "does not agree with the feature bit compression-type, which must be " + (other ? "set" : "clear"));
        }
    }),
    UNKNOWN_INCOMPATIBLE_FEATURES(Enforced.ON_OPEN, (facts, found) -> {
        long unknown = facts.header().unknownFeatures(FeatureGroup.INCOMPATIBLE);
        if (unknown != 0) {
            found.at(INCOMPATIBLE_FEATURES, "has bits that are not known: " + HeaderRules.bits(unknown));
        }
    }),
    SUBCLUSTERS_TOO_SMALL(Enforced.ON_OPEN, (facts, found) -> {
        if (found.clusterSize() > 0
                && found.clusterSize() < HeaderRules.MIN_CLUSTER_SIZE_WITH_SUBCLUSTERS
                && facts.header().has(KnownFeature.EXTENDED_L2)) {
            found.at(CLUSTER_BITS, "must be 14 or more with extended L2 entries");
        }
    }),
    REFCOUNT_ORDER_TOO_LARGE(Enforced.ON_OPEN, (facts, found) -> {
        if (facts.header().get(REFCOUNT_ORDER) > 6) {
            found.at(REFCOUNT_ORDER, "must be at most 6 (64 bits)");
        }
    }),
    CRYPT_METHOD_UNKNOWN(Enforced.ON_OPEN, (facts, found) -> {
        if (facts.header().get(CRYPT_METHOD) > HeaderRules.CRYPT_LUKS) {
            found.at(CRYPT_METHOD, "must be 0 (none), 1 (AES) or 2 (LUKS)");
        }
    }),
    ENCRYPTION_HEADER_MISSING(Enforced.ON_OPEN, (facts, found) -> {
        HeaderImage header = facts.header();
        if (header.get(CRYPT_METHOD) == HeaderRules.CRYPT_LUKS
                && header.extension(ExtensionType.ENCRYPTION_HEADER).isEmpty()) {
            found.at(CRYPT_METHOD, "says LUKS, but there is no encryption-header extension");
        }
    }),
    REFCOUNT_TABLE_MISSING(Enforced.ON_OPEN, (facts, found) -> {
        if (facts.header().get(REFCOUNT_TABLE_CLUSTERS) == 0) {
            found.at(REFCOUNT_TABLE_CLUSTERS, "must not be 0");
        }
    }),
    REFCOUNT_TABLE_INVALID(
            Enforced.ON_OPEN,
            (facts, found) -> found.table(
                    REFCOUNT_TABLE_OFFSET,
                    REFCOUNT_TABLE_CLUSTERS,
                    found.clusterSize(),
                    HeaderRules.MAX_REFCOUNT_TABLE)),
    SNAPSHOT_TABLE_INVALID(
            Enforced.ON_OPEN,
            (facts, found) -> found.table(
                    SNAPSHOTS_OFFSET,
                    NB_SNAPSHOTS,
                    HeaderRules.SNAPSHOT_HEADER,
                    HeaderRules.SNAPSHOT_HEADER * HeaderRules.MAX_SNAPSHOTS)),
    L1_TABLE_INVALID(
            Enforced.ON_OPEN,
            (facts, found) -> found.table(L1_TABLE_OFFSET, L1_SIZE, HeaderRules.L1_ENTRY, HeaderRules.MAX_L1_TABLE)),
    SIZE_TOO_LARGE(Enforced.ON_OPEN, (facts, found) -> {
        if (found.clusterSize() > 0
                && (HeaderRules.neededL1Entries(facts.header(), found.clusterSize()) > Integer.MAX_VALUE
                        || Long.compareUnsigned(facts.header().get(SIZE), HeaderRules.MAX_DISK_SIZE) > 0)) {
            found.at(SIZE, "is more than QEMU can address with this cluster size");
        }
    }),
    L1_TABLE_TOO_SMALL(Enforced.ON_OPEN, (facts, found) -> {
        long needed = HeaderRules.neededL1Entries(facts.header(), found.clusterSize());
        if (needed <= Integer.MAX_VALUE && facts.header().get(L1_SIZE) < needed) {
            found.at(L1_SIZE, "must be at least " + needed + " for the disk's size");
        }
    }),
    EXTENSION_TOO_LARGE(
            Enforced.ON_OPEN,
            (facts, found) -> facts.header()
                    .brokenExtension()
                    .ifPresent(at -> found.at(
                            "extensions",
                            at,
                            "",
                            "a header extension at offset " + at + " passes the end of the extensions at "
                                    + facts.header().extensionAreaEnd()))),
    BACKING_FORMAT_TOO_LONG(
            Enforced.ON_OPEN,
            (facts, found) -> found.each(ExtensionType.BACKING_FORMAT, extension -> {
                int length = extension.data().length();
                return length > HeaderRules.MAX_BACKING_FORMAT
                        ? "is " + length + " bytes long; at most " + HeaderRules.MAX_BACKING_FORMAT + " can be"
                        : "";
            })),
    ENCRYPTION_HEADER_INVALID(
            Enforced.ON_OPEN,
            (facts, found) -> found.each(
                    ExtensionType.ENCRYPTION_HEADER,
                    extension -> HeaderRules.encryptionHeaderDefect(facts, found.clusterSize(), extension))),
    BITMAPS_INVALID(
            Enforced.ON_OPEN,
            (facts, found) -> found.each(
                    ExtensionType.BITMAPS,
                    extension -> HeaderRules.bitmapsDefect(facts.header(), found.clusterSize(), extension))),
    BITMAP_DIRECTORY_MISSING(Enforced.ON_OPEN, (facts, found) -> {
        // Of several extensions only the last one's directory is read, though all are looked at.
        HeaderExtension last = facts.header().extension(ExtensionType.BITMAPS).orElse(null);
        found.each(
                ExtensionType.BITMAPS,
                extension -> extension == last ? HeaderRules.bitmapDirectoryDefect(facts, extension) : "");
    }),
    CORRUPT(Enforced.ON_OPEN_FOR_WRITING, (facts, found) -> {
        if (facts.header().has(KnownFeature.CORRUPT)) {
            found.at(
                    INCOMPATIBLE_FEATURES,
                    "has the corrupt bit, so QEMU does not open the image for writing; qemu-img check -r all");
        }
    }),
    DATA_FILE_NAME_MISSING(Enforced.ON_OPEN_FOR_WRITING, (facts, found) -> {
        HeaderImage header = facts.header();
        // QEMU's names end at the first zero byte.
        boolean named = header.extension(ExtensionType.DATA_FILE)
                .filter(name -> !name.data().isEmpty() && name.data().u8(0) != 0)
                .isPresent();
        if (header.has(KnownFeature.EXTERNAL_DATA_FILE) && !named) {
            found.at(INCOMPATIBLE_FEATURES, "says that there is an external data file, but no extension names it");
        }
    }),
    RAW_DATA_WITHOUT_DATA_FILE(Enforced.ON_OPEN_FOR_WRITING, (facts, found) -> {
        HeaderImage header = facts.header();
        if (header.has(KnownFeature.RAW_EXTERNAL_DATA) && !header.has(KnownFeature.EXTERNAL_DATA_FILE)) {
            found.at(
                    HeaderField.AUTOCLEAR_FEATURES,
                    "has raw-external-data, but the feature bit external-data-file is clear");
        }
    }),
    HEADER_FULL(Enforced.ON_OPEN_FOR_WRITING, (facts, found) -> {
        QemuRewrite rewrite = new QemuRewrite(facts.header());
        if (rewrite.isDueOnOpen() && rewrite.isTooLong()) {
            found.rewriteTooLong(rewrite, "so it does not open the image for writing");
        }
    }),
    TABLE_IN_FIRST_CLUSTER(Enforced.BY_COWHAND, (facts, found) -> {
        found.tableInFirstCluster(L1_TABLE_OFFSET, L1_SIZE);
        found.tableInFirstCluster(REFCOUNT_TABLE_OFFSET, REFCOUNT_TABLE_CLUSTERS);
        found.tableInFirstCluster(SNAPSHOTS_OFFSET, NB_SNAPSHOTS);
    }),
    FILE_SHORTER_THAN_FIRST_CLUSTER(Enforced.BY_COWHAND, (facts, found) -> {
        if (facts.isShorterThanFirstCluster()) {
            found.at(
                    "file_size",
                    0,
                    Long.toString(facts.fileSize()),
                    "the file has " + facts.fileSize() + " bytes, less than its first cluster: it is truncated");
        }
    }),
    DUPLICATE_EXTENSION(Enforced.BY_SPECIFICATION, (facts, found) -> found.duplicates()),
    SIZE_NOT_IN_SECTORS(Enforced.WARNED, (facts, found) -> {
        if (facts.header().get(SIZE) % 512 != 0) {
            found.at(SIZE, "is no multiple of 512; QEMU cuts it down when it next rewrites the header");
        }
    }),
    NO_ROOM_FOR_REWRITE(Enforced.WARNED, (facts, found) -> {
        QemuRewrite rewrite = new QemuRewrite(facts.header());
        if (!rewrite.isDueOnOpen() && rewrite.isTooLong()) {
            found.rewriteTooLong(rewrite, "so whatever changes the header fails, such as qemu-img rebase or amend");
        }
    }),
    DIRTY(Enforced.NOTED, (facts, found) -> {
        if (facts.header().has(KnownFeature.DIRTY)) {
            found.at(
                    INCOMPATIBLE_FEATURES,
                    "has the dirty bit: QEMU repairs refcounts when it next opens it for writing");
        }
    });

    /** When a rule is enforced, and with that how severe it is to break it. */
    private enum Enforced {
        ON_OPEN(Severity.ERROR, Origin.QEMU, true),
        ON_OPEN_FOR_WRITING(Severity.WARNING, Origin.QEMU, true),
        BY_COWHAND(Severity.ERROR, Origin.COWHAND, true),
        BY_SPECIFICATION(Severity.WARNING, Origin.SPEC, false),
        WARNED(Severity.WARNING, Origin.QEMU, false),
        NOTED(Severity.NOTICE, Origin.QEMU, false);

        private final Severity severity;
        private final Origin origin;
        private final boolean blocksEditing;

        Enforced(Severity severity, Origin origin, boolean blocksEditing) {
            this.severity = severity;
            this.origin = origin;
            this.blocksEditing = blocksEditing;
        }
    }

    /** Looks for violations. */
    @FunctionalInterface
    interface Check {
        void check(ImageFacts facts, Findings found);
    }

    private final Enforced enforced;
    private final Check check;

    HeaderRule(Enforced enforced, Check check) {
        this.enforced = enforced;
        this.check = check;
    }

    /** The stable name that problems carry. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How severe it is to break the rule. */
    public Severity severity() {
        return enforced.severity;
    }

    /** Who sets the rule. */
    public Origin origin() {
        return enforced.origin;
    }

    /** Whether an image that breaks the rule is not edited, except by a step that says {@code unsafe}. */
    public boolean blocksEditing() {
        return enforced.blocksEditing;
    }

    void check(ImageFacts facts, Findings found) {
        check.check(facts, found);
    }
}
