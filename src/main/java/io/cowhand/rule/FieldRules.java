package io.cowhand.rule;

import static io.cowhand.qcow2.HeaderField.BACKING_FILE_OFFSET;
import static io.cowhand.qcow2.HeaderField.BACKING_FILE_SIZE;
import static io.cowhand.qcow2.HeaderField.CLUSTER_BITS;
import static io.cowhand.qcow2.HeaderField.COMPRESSION_TYPE;
import static io.cowhand.qcow2.HeaderField.CRYPT_METHOD;
import static io.cowhand.qcow2.HeaderField.HEADER_LENGTH;
import static io.cowhand.qcow2.HeaderField.REFCOUNT_ORDER;
import static io.cowhand.qcow2.HeaderField.SIZE;
import static io.cowhand.rule.Enforcement.BEFORE_EDITING;
import static io.cowhand.rule.Enforcement.BY_SPECIFICATION;
import static io.cowhand.rule.Enforcement.MENTIONED;
import static io.cowhand.rule.Enforcement.ON_OPEN;
import static io.cowhand.rule.Enforcement.ON_OPEN_FOR_WRITING;
import static io.cowhand.rule.Enforcement.WARNED;

import io.cowhand.bytes.Bytes;
import io.cowhand.problem.Value;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.FeatureGroup;
import io.cowhand.qcow2.FieldGap;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.qcow2.KnownFeature;
import io.cowhand.qcow2.Limits;
import io.cowhand.qcow2.QemuRewrite;
import java.util.List;

/** Rules about single fields, most of them in the order in which QEMU's qcow2_do_open checks them. */
final class FieldRules {

    private static final String TRUE_VALUE =
            "Only a backup, or an image created the same way, shows the correct value; ";
    /** How to fix a field that is wrong. */
    static final String RESTORE = TRUE_VALUE + "set-field writes it.";
    /** How to fix an extension that places clusters. */
    static final String RESTORE_EXTENSION = TRUE_VALUE + "add-extension with unsafe writes it.";
    /** How to fix a field that follows from the layout, which no operation sets. */
    private static final String RESTORE_LAYOUT = TRUE_VALUE + "'cowhand qcow2 IMAGE set-header' writes it.";

    static final List<HeaderRule> ALL = List.of(
            new HeaderRule(
                    "cluster-bits-out-of-range",
                    ON_OPEN,
                    "cluster_bits is 9 to 21: clusters of 512 bytes to 2 MiB (MIN_CLUSTER_BITS, MAX_CLUSTER_BITS).",
                    RESTORE,
                    (facts, found) -> {
                        if (facts.header().clusterSize().isEmpty()) {
                            found.at(CLUSTER_BITS, "must be 9 to 21");
                        }
                    }),
            new HeaderRule(
                    "header-length-too-small",
                    ON_OPEN,
                    "In version 3 header_length is 104 or more.",
                    RESTORE_LAYOUT,
                    (facts, found) -> {
                        HeaderImage header = facts.header();
                        if (header.version() >= 3 && header.get(HEADER_LENGTH) < HeaderField.V3_MIN_LENGTH) {
                            found.at(HEADER_LENGTH, "must be 104 or more in version 3");
                        }
                    }),
            new HeaderRule(
                    "header-length-exceeds-cluster",
                    ON_OPEN,
                    "The header lies within the first cluster.",
                    RESTORE_LAYOUT,
                    (facts, found) -> {
                        if (found.clusterSize() > 0 && facts.header().get(HEADER_LENGTH) > found.clusterSize()) {
                            found.at(
                                    HEADER_LENGTH,
                                    "must not exceed the cluster size of " + found.clusterSize() + " bytes");
                        }
                    }),
            new HeaderRule(
                    "header-length-unaligned",
                    BY_SPECIFICATION,
                    "header_length is a multiple of 8 (section \"Header\"); QEMU does not check.",
                    "QEMU keeps the length when it rewrites the header. " + RESTORE_LAYOUT,
                    (facts, found) -> {
                        HeaderImage header = facts.header();
                        if (header.version() >= 3 && header.get(HEADER_LENGTH) % 8 != 0) {
                            found.at(HEADER_LENGTH, "must be a multiple of 8");
                        }
                    }),
            new HeaderRule(
                    "header-padding-not-zero",
                    BY_SPECIFICATION,
                    "In the first 112 bytes of a version 3 header, bytes that belong to no field are padding and must be"
                            + " zero (section \"Header\").",
                    "QEMU writes zeros there when it rewrites the header.",
                    (facts, found) -> padding(facts.header(), found)),
            new HeaderRule(
                    "unknown-header-fields",
                    MENTIONED,
                    "A header may be longer than the 112 bytes that the specification defines; QEMU keeps the rest.",
                    "Find out from the program that created the image what the bytes mean.",
                    (facts, found) -> {
                        Bytes fields = facts.header().fields();
                        for (FieldGap gap : FieldGap.between(HeaderField.V3_LENGTH, fields.length())) {
                            Bytes unknown = gap.of(fields);
                            found.at(
                                    HEADER_LENGTH.specName(),
                                    gap.offset(),
                                    Value.of(unknown.toString()),
                                    unknown.length() + " bytes of the header fields, from offset " + gap.offset()
                                            + ", are unknown");
                        }
                    }),
            new HeaderRule(
                    "backing-file-offset-invalid",
                    ON_OPEN,
                    "The backing file name begins within the first cluster.",
                    RESTORE_LAYOUT,
                    (facts, found) -> {
                        long offset = facts.header().get(BACKING_FILE_OFFSET);
                        if (found.clusterSize() > 0 && Long.compareUnsigned(offset, found.clusterSize()) > 0) {
                            found.at(
                                    BACKING_FILE_OFFSET,
                                    "must lie within the first cluster of " + found.clusterSize() + " bytes");
                        }
                    }),
            new HeaderRule(
                    "backing-file-offset-in-header",
                    BEFORE_EDITING,
                    "The backing file name follows the header fields. If it does not, QEMU ignores all extensions"
                            + " and drops them when it writes, while other programs read them.",
                    RESTORE_LAYOUT,
                    (facts, found) -> {
                        HeaderImage header = facts.header();
                        long offset = header.get(BACKING_FILE_OFFSET);
                        if (offset > 0 && offset < header.fields().length()) {
                            found.at(
                                    BACKING_FILE_OFFSET,
                                    "inside the header fields, which end at "
                                            + header.fields().length());
                        }
                    }),
            new HeaderRule(
                    "backing-file-name-too-long",
                    ON_OPEN,
                    "The backing file name has at most 1023 bytes and ends within the first cluster.",
                    "set-backing with unsafe writes another name; 'cowhand qcow2 IMAGE set-header backing_file_size' corrects"
                            + " the length.",
                    (facts, found) -> {
                        long offset = facts.header().get(BACKING_FILE_OFFSET);
                        if (offset != 0 && Long.compareUnsigned(offset, found.clusterSize()) <= 0) {
                            long most = Math.min(Limits.MAX_BACKING_NAME, found.clusterSize() - offset);
                            if (facts.header().get(BACKING_FILE_SIZE) > most) {
                                found.at(BACKING_FILE_SIZE, "must be at most " + most + " bytes at offset " + offset);
                            }
                        }
                    }),
            new HeaderRule(
                    "backing-file-name-empty",
                    WARNED,
                    "A backing file name is not empty. QEMU treats an empty name as no backing file, and keeps the offset.",
                    "remove-backing clears the offset.",
                    (facts, found) -> {
                        HeaderImage header = facts.header();
                        if (header.get(BACKING_FILE_OFFSET) != 0 && header.get(BACKING_FILE_SIZE) == 0) {
                            found.at(BACKING_FILE_OFFSET, "but backing_file_size is 0, so the name is empty");
                        }
                    }),
            new HeaderRule(
                    "compression-type-unknown",
                    ON_OPEN,
                    "compression_type is 0 (zlib) or 1 (zstd).",
                    RESTORE,
                    (facts, found) -> {
                        if (facts.header().get(COMPRESSION_TYPE) > 1) {
                            found.at(COMPRESSION_TYPE, "must be 0 (zlib) or 1 (zstd)");
                        }
                    }),
            new HeaderRule(
                    "compression-type-bit-mismatch",
                    ON_OPEN,
                    "The feature bit compression-type is set exactly when compression_type is not 0.",
                    RESTORE,
                    (facts, found) -> {
                        HeaderImage header = facts.header();
                        boolean other = header.get(COMPRESSION_TYPE) != 0;
                        if (header.get(COMPRESSION_TYPE) <= 1 && other != header.has(KnownFeature.COMPRESSION_TYPE)) {
                            found.at(
                                    COMPRESSION_TYPE,
                                    "does not agree with the feature bit compression-type, which must be "
                                            + (other ? "set" : "clear"));
                        }
                    }),
            new HeaderRule(
                    "subclusters-too-small",
                    ON_OPEN,
                    "With extended L2 entries a cluster has 32 subclusters of at least 512 bytes: cluster_bits is 14"
                            + " or more.",
                    RESTORE,
                    (facts, found) -> {
                        if (found.clusterSize() > 0
                                && found.clusterSize() < Limits.MIN_CLUSTER_SIZE_WITH_SUBCLUSTERS
                                && facts.header().has(KnownFeature.EXTENDED_L2)) {
                            found.at(CLUSTER_BITS, "must be 14 or more with extended L2 entries");
                        }
                    }),
            new HeaderRule(
                    "refcount-order-too-large",
                    ON_OPEN,
                    "refcount_order is at most 6: refcounts of 64 bits.",
                    RESTORE,
                    (facts, found) -> {
                        if (facts.header().get(REFCOUNT_ORDER) > 6) {
                            found.at(REFCOUNT_ORDER, "must be at most 6 (64 bits)");
                        }
                    }),
            new HeaderRule(
                    "crypt-method-unknown",
                    ON_OPEN,
                    "crypt_method is 0 (none), 1 (AES) or 2 (LUKS).",
                    RESTORE,
                    (facts, found) -> {
                        if (facts.header().get(CRYPT_METHOD) > Limits.CRYPT_LUKS) {
                            found.at(CRYPT_METHOD, "must be 0 (none), 1 (AES) or 2 (LUKS)");
                        }
                    }),
            new HeaderRule(
                    "aes-encryption",
                    WARNED,
                    "The old AES encryption is weak, and QEMU's system emulators no longer open such images.",
                    "qemu-img convert writes the image with encrypt.format=luks, or without encryption.",
                    (facts, found) -> {
                        if (facts.header().get(CRYPT_METHOD) == Limits.CRYPT_AES) {
                            found.at(CRYPT_METHOD, "the AES encryption that only qemu-img still opens");
                        }
                    }),
            new HeaderRule(
                    "encryption-header-missing",
                    ON_OPEN,
                    "An image with LUKS encryption has an encryption-header extension.",
                    RESTORE_EXTENSION,
                    (facts, found) -> {
                        HeaderImage header = facts.header();
                        if (header.get(CRYPT_METHOD) == Limits.CRYPT_LUKS
                                && header.extension(ExtensionType.ENCRYPTION_HEADER)
                                        .isEmpty()) {
                            found.at(CRYPT_METHOD, "LUKS, but there is no encryption-header extension");
                        }
                    }),
            new HeaderRule(
                    "size-too-large",
                    ON_OPEN,
                    "The disk is no larger than QEMU can address (BDRV_MAX_LENGTH, 2^31-1 entries of the L1 table).",
                    RESTORE,
                    (facts, found) -> {
                        if (found.clusterSize() > 0 && isTooLarge(facts, found.clusterSize())) {
                            found.at(SIZE, "more than QEMU can address with this cluster size");
                        }
                    }),
            new HeaderRule(
                    "size-not-in-sectors",
                    WARNED,
                    "The disk is a whole number of sectors. QEMU rounds the size down when it next rewrites the header.",
                    "set-field size writes a multiple of 512 that the L1 table covers.",
                    (facts, found) -> {
                        if (facts.header().get(SIZE) % Limits.SECTOR != 0) {
                            found.at(SIZE, "must be a multiple of 512");
                        }
                    }),
            new HeaderRule(
                    "header-full",
                    ON_OPEN_FOR_WRITING,
                    "QEMU rewrites the header when it opens an image with unknown autoclear bits or with bitmaps; that"
                            + " needs room in the first cluster for its own layout.",
                    "Shorten the backing file name, or remove extensions that are not needed.",
                    (facts, found) -> {
                        if (isRewrittenOnOpen(facts.header())) {
                            rewriteTooLong(facts, found, "so it does not open the image for writing");
                        }
                    }),
            new HeaderRule(
                    "no-room-for-rewrite",
                    WARNED,
                    "QEMU's own layout of the header, with its feature name table, fits into the first cluster.",
                    "Shorten the backing file name, or remove extensions that are not needed.",
                    (facts, found) -> {
                        if (!isRewrittenOnOpen(facts.header())) {
                            rewriteTooLong(
                                    facts,
                                    found,
                                    "so whatever changes the header fails, such as qemu-img rebase or amend");
                        }
                    }));

    private FieldRules() {}

    private static boolean isTooLarge(ImageFacts facts, int clusterSize) {
        return Limits.neededL1Entries(facts.header(), clusterSize) > Integer.MAX_VALUE
                || Long.compareUnsigned(facts.header().get(SIZE), Limits.MAX_DISK_SIZE) > 0;
    }

    /**
     * Returns whether QEMU rewrites the header as soon as it opens the image for writing: to clear unknown autoclear
     * bits, to drop bitmaps that may miss writes, or to mark valid ones as in use.
     */
    private static boolean isRewrittenOnOpen(HeaderImage header) {
        return header.unknownFeatures(FeatureGroup.AUTOCLEAR) != 0
                || header.extension(ExtensionType.BITMAPS).isPresent();
    }

    private static void padding(HeaderImage header, Findings found) {
        for (FieldGap gap : FieldGap.padding(header.fields().length())) {
            Bytes padding = gap.of(header.fields());
            if (!padding.isZero()) {
                found.at(
                        "padding",
                        gap.offset(),
                        Value.of(padding.toHex()),
                        "the header's padding (offset " + gap.offset() + ") is " + padding.toHex() + ", must be zero");
            }
        }
    }

    /** Reports a header that QEMU could not rewrite. */
    private static void rewriteTooLong(ImageFacts facts, Findings found, String consequence) {
        HeaderImage header = facts.header();
        int length = header.isLayoutKnown() ? QemuRewrite.of(header).end() : 0;
        if (length > found.clusterSize()) {
            found.at(
                    "first cluster",
                    0,
                    Value.of(length),
                    "QEMU cannot rewrite the header: that would take " + length + " of " + found.clusterSize()
                            + " bytes, " + consequence);
        }
    }
}
