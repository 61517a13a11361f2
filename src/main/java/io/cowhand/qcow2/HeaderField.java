package io.cowhand.qcow2;

import static io.cowhand.qcow2.FieldRewrite.COMPUTED;
import static io.cowhand.qcow2.FieldRewrite.KEPT;

import io.cowhand.bytes.Bytes;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The table of the header's fields, in the order of their offsets, over which every reader, writer and printer of a
 * header loops (section "Header"). Bytes that belong to no row are padding up to {@link #V3_LENGTH}, and unknown fields
 * after it ({@link FieldGap}).
 */
public enum HeaderField {
    MAGIC(0, 4, 2, Kind.MAGIC, KEPT, "It is what makes the file a qcow2 image", "QCOW magic string (\"QFI\\xfb\")"),
    VERSION(
            4,
            4,
            2,
            Kind.NUMBER,
            KEPT,
            "Use the operation upgrade, or qemu-img amend -o compat=…",
            "Version number",
            Map.of(2L, "compat 0.10", 3L, "compat 1.1")),
    BACKING_FILE_OFFSET(
            8,
            8,
            2,
            Kind.HEADER_OFFSET,
            COMPUTED,
            "It follows from the layout; use set-backing or remove-backing",
            "Offset of the backing file name in the image, in bytes; 0 for none"),
    BACKING_FILE_SIZE(
            16,
            4,
            2,
            Kind.SIZE,
            COMPUTED,
            "It follows from the layout; use set-backing or remove-backing",
            "Length of the backing file name in bytes, at most 1023"),
    CLUSTER_BITS(20, 4, 2, Kind.SHIFT, KEPT, "", "Number of bits of an offset within a cluster: 9 to 21 for QEMU"),
    SIZE(24, 8, 2, Kind.SIZE, KEPT, "", "Virtual disk size in bytes"),
    CRYPT_METHOD(32, 4, 2, Kind.NUMBER, KEPT, "", "Encryption", Map.of(0L, "none", 1L, "AES", 2L, "LUKS")),
    L1_SIZE(36, 4, 2, Kind.NUMBER, KEPT, "", "Number of entries in the active L1 table"),
    L1_TABLE_OFFSET(40, 8, 2, Kind.TABLE_OFFSET, KEPT, "", "Offset of the active L1 table, aligned to a cluster"),
    REFCOUNT_TABLE_OFFSET(48, 8, 2, Kind.TABLE_OFFSET, KEPT, "", "Offset of the refcount table, aligned to a cluster"),
    REFCOUNT_TABLE_CLUSTERS(56, 4, 2, Kind.NUMBER, KEPT, "", "Number of clusters that the refcount table occupies"),
    NB_SNAPSHOTS(60, 4, 2, Kind.NUMBER, KEPT, "", "Number of internal snapshots"),
    SNAPSHOTS_OFFSET(64, 8, 2, Kind.TABLE_OFFSET, KEPT, "", "Offset of the snapshot table, aligned to a cluster"),
    INCOMPATIBLE_FEATURES(
            72,
            8,
            3,
            Kind.FEATURES,
            KEPT,
            "Use set-feature or clear-feature",
            "Feature bits that a program must know to open the image"),
    COMPATIBLE_FEATURES(
            80,
            8,
            3,
            Kind.FEATURES,
            KEPT,
            "Use set-feature or clear-feature",
            "Feature bits that a program may ignore"),
    AUTOCLEAR_FEATURES(
            88,
            8,
            3,
            Kind.FEATURES,
            KEPT,
            "Use set-feature or clear-feature",
            "Feature bits that a program that does not know them clears when it writes"),
    REFCOUNT_ORDER(96, 4, 3, Kind.SHIFT, KEPT, "", "Width of a reference count: 1 << refcount_order bits, at most 64"),
    HEADER_LENGTH(
            100,
            4,
            3,
            Kind.SIZE,
            COMPUTED,
            "It follows from the layout; use upgrade or normalize",
            "Length of the header fields in bytes; 104 or more"),
    COMPRESSION_TYPE(104, 1, 3, Kind.NUMBER, KEPT, "", "Compression of clusters", Map.of(0L, "zlib", 1L, "zstd"));

    /** The kind of a field's number, for display. */
    public enum Kind {
        /** The magic number. */
        MAGIC,
        /** A plain number. */
        NUMBER,
        /** A power of two. */
        SHIFT,
        /** A number of bytes. */
        SIZE,
        /** An offset within the header. */
        HEADER_OFFSET,
        /** The offset of a table in the image. */
        TABLE_OFFSET,
        /** A mask of feature bits. */
        FEATURES
    }

    /** The length of a version 2 header in bytes, all of which version 3 has, too. */
    public static final int V2_LENGTH = 72;
    /**
     * The length in bytes of the fields that the specification defines for version 3, with padding; the least that QEMU
     * writes.
     */
    public static final int V3_LENGTH = 112;
    /** The length in bytes of the shortest version 3 header (specification, "header_length"). */
    public static final int V3_MIN_LENGTH = 104;

    private final String specName = name().toLowerCase(Locale.ROOT);
    private final int offset;
    private final int width;
    private final int sinceVersion;
    private final Kind kind;
    private final FieldRewrite onRewrite;
    private final String notSettable;
    private final String doc;
    private final Map<Long, String> meanings;

    HeaderField(
            int offset,
            int width,
            int sinceVersion,
            Kind kind,
            FieldRewrite onRewrite,
            String notSettable,
            String doc) {
        this(offset, width, sinceVersion, kind, onRewrite, notSettable, doc, Map.of());
    }

    HeaderField(
            int offset,
            int width,
            int sinceVersion,
            Kind kind,
            FieldRewrite onRewrite,
            String notSettable,
            String doc,
            Map<Long, String> meanings) {
        this.offset = offset;
        this.width = width;
        this.sinceVersion = sinceVersion;
        this.kind = kind;
        this.onRewrite = onRewrite;
        this.notSettable = notSettable;
        this.doc = doc;
        this.meanings = meanings;
    }

    /** Returns the name in the specification. */
    public String specName() {
        return specName;
    }

    /** Returns the offset of the field, in bytes from the start of the image. */
    public int offset() {
        return offset;
    }

    /** Returns the length of the field in bytes: 1, 4 or 8. */
    public int width() {
        return width;
    }

    /** Returns the offset after the field. */
    public int end() {
        return offset + width;
    }

    /** Returns the version that introduced the field: 2 or 3. */
    public int sinceVersion() {
        return sinceVersion;
    }

    /** Returns the kind of the number. */
    public Kind kind() {
        return kind;
    }

    /** Returns why the field must not be set by itself, and what to use instead; nothing if it may be. */
    public Optional<String> notSettable() {
        return notSettable.isEmpty() ? Optional.empty() : Optional.of(notSettable);
    }

    /** Returns a description of the field, in one phrase. */
    public String doc() {
        return doc;
    }

    /** Returns the name of a value, if the specification defines one. */
    public Optional<String> meaning(long value) {
        return Optional.ofNullable(meanings.get(value));
    }

    /** Returns how QEMU treats the field when it rewrites the header. */
    public FieldRewrite onRewrite() {
        return onRewrite;
    }

    /** Returns whether the layout, not an edit, decides the value. */
    public boolean isDerived() {
        return onRewrite == COMPUTED;
    }

    /** Returns the largest value that the width holds; 2^64-1 is -1. */
    public long maximum() {
        return width == 8 ? -1L : (1L << 8 * width) - 1;
    }

    /** Returns the value, unsigned, in an encoded header that has the field. */
    public long read(Bytes fields) {
        return fields.number(offset, width);
    }

    /** Returns the encoded header with another value. */
    public Bytes write(Bytes fields, long value) {
        return fields.with(offset, Bytes.ofNumber(value, width));
    }

    /** Returns the field with a name. */
    public static Optional<HeaderField> find(String specName) {
        return Arrays.stream(values())
                .filter(field -> field.specName().equals(specName))
                .findFirst();
    }
}
