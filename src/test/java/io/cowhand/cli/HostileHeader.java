package io.cowhand.cli;

import static io.cowhand.testing.FirstCluster.BACKING_FORMAT;
import static io.cowhand.testing.FirstCluster.BITMAPS;
import static io.cowhand.testing.FirstCluster.DATA_FILE;
import static io.cowhand.testing.FirstCluster.ENCRYPTION_HEADER;
import static io.cowhand.testing.FirstCluster.FEATURE_NAMES;
import static io.cowhand.testing.FirstCluster.UNKNOWN;

import io.cowhand.bytes.Bytes;
import io.cowhand.testing.FirstCluster;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A header of a pattern that has harmed programs, and what becomes of it.
 *
 * @param pattern the pattern's row in SECURITY.md
 * @param name the name of the image, without its suffix
 * @param status of a plan that would add an extension
 * @param codes what inspect reports, among others
 * @param tableAt where the table lies
 * @param table bytes outside of the first cluster
 */
record HostileHeader(
        String pattern,
        String name,
        String status,
        List<String> codes,
        FirstCluster header,
        long tableAt,
        Bytes table) {

    private static final long CLUSTER = 1 << 16;
    private static final long TABLE = 4 * CLUSTER;
    private static final long FILE_SIZE = 8 * CLUSTER;
    private static final int SNAPSHOT = 40;

    static final List<HostileHeader> ALL = List.of(
            refused("S1", "header-length-4g", v3().end().u32(100, 0xffff_ffffL), "header-length-exceeds-cluster"),
            refused("S1", "header-length-2g", v3().end().u32(100, 0x7fff_ffffL), "header-length-exceeds-cluster"),
            refused(
                    "S2",
                    "name-offset-max",
                    v3().end().u64(8, -1),
                    "backing-file-offset-invalid",
                    "backing-file-name-empty"),
            refused(
                    "S2",
                    "name-behind-cluster",
                    v3().end().u64(8, CLUSTER + 1).u32(16, 8),
                    "backing-file-offset-invalid"),
            refused(
                    "S2",
                    "name-size-max",
                    v3().end().u64(8, 0x1000).u32(16, 0xffff_ffffL),
                    "backing-file-name-too-long"),
            refused("S2", "name-sum-wraps", v3().end().u64(8, -8).u32(16, 16), "backing-file-offset-invalid"),
            refused("S3", "extension-2g", v3().announce(UNKNOWN, 0x7fff_ffff), "extension-too-large"),
            refused("S3", "extension-4g", v3().announce(UNKNOWN, 0xffff_ffffL), "extension-too-large"),
            refused(
                    "S3",
                    "name-in-extension-header",
                    v3().extension(UNKNOWN, "payload").end().u64(8, 116).u32(16, 4),
                    "extension-too-large",
                    "name-odd",
                    "backing-format-missing"),
            refused("S3", "end-marker-4g", v3().announce(0, 0xffff_ffffL), "extension-too-large"),
            refused("S4", "extensions-262k", crowded(), "too-many-extensions"),
            refused("S5", "refcount-clusters-4g", v3().end().u32(56, 0xffff_ffffL), "refcount-table-invalid"),
            refused("S5", "refcount-clusters-131073", v3().end().u32(56, 0x20001), "refcount-table-invalid"),
            refused("S5", "refcount-offset-odd", v3().end().u64(48, 0x1234_5678_90ab_cdefL), "refcount-table-invalid"),
            refused(
                    "S5",
                    "refcount-offset-negative",
                    v3().end().u64(48, 0xffff_ffff_ffff_0000L),
                    "refcount-table-invalid"),
            refused("S6", "snapshots-4g", v3().end().u32(60, 0xffff_ffffL).u64(64, TABLE), "snapshot-table-invalid"),
            refused("S6", "snapshots-65537", v3().end().u32(60, 65_537).u64(64, TABLE), "snapshot-table-invalid"),
            edited(
                    "S6",
                    "snapshots-65536-past-end",
                    v3().end().u32(60, 65_536).u64(64, 1L << 40),
                    "table-past-end-of-file",
                    "tables-cut"),
            refused("S6", "snapshot-extra-4g", v3().end().u32(60, 1).u64(64, TABLE), "snapshot-extra-data-too-large")
                    .with(TABLE, Bytes.zeros(SNAPSHOT).with(36, Bytes.ofNumber(0xffff_ffffL, 4))),
            edited("S6", "snapshot-names-64k", v3().end().u32(60, 2).u64(64, TABLE))
                    .with(TABLE, Bytes.zeros(SNAPSHOT).with(12, Bytes.ofNumber(0xffff_ffffL, 4))),
            refused("S7", "l1-entries-4g", v3().end().u32(36, 0xffff_ffffL), "l1-table-invalid"),
            refused("S7", "l1-entries-none", v3().end().u32(36, 0), "l1-table-too-small"),
            refused("S7", "l1-entries-4194305", v3().end().u32(36, 4_194_305), "l1-table-invalid"),
            refused("S7", "l1-offset-max", v3().end().u64(40, 0x7fff_ffff_ffff_0000L), "l1-table-invalid"),
            edited("S7", "snapshot-l1", v3().end().u32(60, 1).u64(64, TABLE))
                    .with(
                            TABLE,
                            Bytes.zeros(SNAPSHOT)
                                    .with(0, Bytes.ofNumber(0x40_0200, 8))
                                    .with(8, Bytes.ofNumber(0x1000_0000, 4))),
            refused("S8", "cluster-bits-0", v3().end().u32(20, 0), "cluster-bits-out-of-range"),
            refused("S8", "cluster-bits-8", v3().end().u32(20, 8), "cluster-bits-out-of-range"),
            refused("S8", "cluster-bits-22", v3().end().u32(20, 22), "cluster-bits-out-of-range"),
            refused("S8", "cluster-bits-63", v3().end().u32(20, 63), "cluster-bits-out-of-range"),
            refused("S8", "cluster-bits-4g", v3().end().u32(20, 0xffff_ffffL), "cluster-bits-out-of-range"),
            refused("S9", "refcount-order-7", v3().end().u32(96, 7), "refcount-order-too-large"),
            refused("S9", "refcount-order-64", v3().end().u32(96, 64), "refcount-order-too-large"),
            refused("S9", "refcount-order-4g", v3().end().u32(96, 0xffff_ffffL), "refcount-order-too-large"),
            refused("S10", "size-2-63", v3().end().u64(24, 1L << 63), "size-too-large"),
            refused("S10", "size-max", v3().end().u64(24, -1), "size-too-large", "size-not-in-sectors"),
            edited("S10", "size-odd", v3().end().u64(24, 1000), "size-not-in-sectors"),
            edited("S10", "size-petabytes", v3().end().u32(36, 4_194_304).u64(24, 1L << 50), "table-past-end-of-file"),
            unreadable("S11", "version-0", v3().end().u32(4, 0), "unsupported-version"),
            unreadable("S11", "version-1", v3().end().u32(4, 1), "unsupported-version"),
            unreadable("S11", "version-4", v3().end().u32(4, 4), "unsupported-version"),
            refused("S12", "incompatible-5", v3().end().u64(72, 32), "unknown-incompatible-features"),
            refused("S12", "incompatible-63", v3().end().u64(72, 1L << 63), "unknown-incompatible-features"),
            refused(
                    "S12",
                    "names-hostile",
                    v3().u64(72, 1L << 40)
                            .extension(FEATURE_NAMES, featureName(0, 40, "\u001b[2J\n\"><script>"))
                            .end(),
                    "name-odd",
                    "unknown-incompatible-features"),
            edited(
                    "S12",
                    "names-unterminated",
                    v3().extension(FEATURE_NAMES, featureName(0, 40, "x".repeat(46)))
                            .end()),
            edited(
                    "S12",
                    "names-type-3",
                    v3().extension(FEATURE_NAMES, featureName(3, 1, "x")).end(),
                    "feature-names-invalid"),
            edited(
                    "S12",
                    "names-bit-64",
                    v3().extension(FEATURE_NAMES, featureName(0, 64, "x")).end(),
                    "feature-names-invalid"),
            edited(
                    "S12",
                    "names-length-47",
                    v3().extension(FEATURE_NAMES, "x".repeat(47)).end(),
                    "feature-names-invalid"),
            edited("S13", "data-passwd", data("/etc/passwd"), "name-of-system-file", "external-data-file"),
            edited("S13", "data-device", data("/dev/sda"), "name-of-system-file", "external-data-file"),
            edited("S13", "data-above", data("../secret/data.raw"), "external-data-file"),
            edited("S13", "data-beside", data("secret.raw"), "external-data-file"),
            edited(
                    "S13",
                    "data-json",
                    data("json:{\"driver\":\"file\",\"filename\":\"secret.raw\"}"),
                    "data-file-not-local",
                    "external-data-file"),
            edited("S13", "data-network", data("nbd://127.0.0.1/x"), "data-file-not-local", "external-data-file"),
            edited(
                    "S14",
                    "data-dormant",
                    v3().extension(DATA_FILE, "/etc/passwd").end(),
                    "name-of-system-file",
                    "data-file-without-bit"),
            refused("S14", "data-nameless", v3().u64(72, 4).end(), "data-file-name-missing"),
            edited("S15", "backing-passwd", backed("/etc/passwd"), "name-of-system-file"),
            edited("S15", "backing-device", backed("/dev/sda"), "name-of-system-file"),
            edited("S15", "backing-beside", backed("secret.raw")),
            edited("S15", "backing-above", backed("../../secret.raw")),
            edited(
                    "S15",
                    "backing-json",
                    backed("json:{\"driver\":\"file\",\"filename\":\"secret.raw\"}"),
                    "backing-file-not-local"),
            edited("S15", "backing-ssh", backed("ssh://host/x"), "backing-file-not-local"),
            edited("S15", "backing-nbd", backed("nbd://host/x"), "backing-file-not-local"),
            edited("S15", "backing-http", backed("http://host/x"), "backing-file-not-local"),
            edited("S15", "backing-fat", backed("fat:rw:/srv"), "backing-file-not-local"),
            edited("S16", "format-missing", v3().end().name("base.raw"), "backing-format-missing"),
            edited(
                    "S17",
                    "iso",
                    v3().end().u32(32_769, 0x43443030).u8(32_772, '0').u8(32_773, '1'),
                    "unowned-data",
                    "looks-like-another-format"),
            edited("S17", "iso-behind-the-first-cluster", FirstCluster.v3(9).end())
                    .with(32_769, Bytes.utf8("CD001")),
            edited(
                    "S17",
                    "boot-sector",
                    v3().end().u8(510, 0x55).u8(511, 0xaa),
                    "unowned-data",
                    "looks-like-another-format"),
            edited("S17", "gpt", v3().end().u64(512, 0x4546492050415254L), "unowned-data", "looks-like-another-format"),
            refused("S18", "luks-nameless", v3().u32(32, 2).end(), "encryption-header-missing"),
            refused(
                    "S18",
                    "luks-unused",
                    v3().extension(ENCRYPTION_HEADER, TABLE, 4096).end(),
                    "encryption-header-invalid"),
            refused(
                    "S18",
                    "luks-length",
                    v3().u32(32, 2).extension(ENCRYPTION_HEADER, TABLE).end(),
                    "encryption-header-invalid"),
            refused(
                    "S18",
                    "luks-unaligned",
                    v3().u32(32, 2)
                            .extension(ENCRYPTION_HEADER, TABLE + 512, 4096)
                            .end(),
                    "encryption-header-invalid"),
            refused(
                    "S18",
                    "luks-past-end",
                    v3().u32(32, 2).extension(ENCRYPTION_HEADER, 1L << 40, 4096).end(),
                    "encryption-header-invalid"),
            refused("S18", "method-7", v3().u32(32, 7).end(), "crypt-method-unknown"),
            refused("S19", "bitmaps-0", bitmaps(0, 32, TABLE), "bitmaps-invalid"),
            refused("S19", "bitmaps-65536", bitmaps(65_536L << 32, 2 << 20, TABLE), "bitmaps-invalid"),
            refused("S19", "bitmaps-reserved", bitmaps(1L << 32 | 1, 32, TABLE), "bitmaps-invalid"),
            refused("S19", "bitmaps-length", bitmaps(1L << 32, 32), "bitmaps-invalid"),
            refused("S19", "bitmaps-directory-empty", bitmaps(1L << 32, 0, TABLE), "bitmap-directory-empty"),
            refused("S19", "bitmaps-directory-64m", bitmaps(1L << 32, (64L << 20) + 8, TABLE), "bitmaps-invalid"),
            refused(
                    "S19",
                    "bitmaps-directory-in-header",
                    bitmaps(1L << 32, 32, 0),
                    "bitmap-directory-invalid",
                    "table-in-first-cluster"),
            edited("S19", "bitmaps-bit-alone", v3().u64(88, 1).end(), "bitmaps-bit-without-extension"),
            edited(
                    "S20",
                    "formats-twice",
                    v3().extension(BACKING_FORMAT, "qcow2")
                            .extension(BACKING_FORMAT, "raw")
                            .end()
                            .name("base"),
                    "duplicate-extension"),
            edited(
                    "S20",
                    "data-twice",
                    v3().u64(72, 4)
                            .extension(DATA_FILE, "good")
                            .extension(DATA_FILE, "/etc/shadow")
                            .end(),
                    "duplicate-extension",
                    "name-of-system-file",
                    "external-data-file"),
            edited("S21", "name-zero", backed("base.qcow2\0/etc/passwd"), "name-odd"),
            edited("S21", "data-zero", data("data.raw\0/etc/passwd"), "name-odd", "external-data-file"),
            refused(
                    "S22",
                    "name-in-fields",
                    v3().extension(BACKING_FORMAT, "raw").end().u64(8, 104).u32(16, 8),
                    "backing-file-offset-in-header",
                    "name-odd",
                    "backing-format-missing"),
            refused(
                    "S22",
                    "name-in-extensions",
                    v3().extension(UNKNOWN, "1234567")
                            .extension(BACKING_FORMAT, "raw")
                            .end()
                            .u64(8, 128)
                            .u32(16, 4),
                    "unowned-data",
                    "name-odd",
                    "backing-format-missing"),
            refused("S23", "l1-in-header", v3().end().u64(40, 0), "table-in-first-cluster"),
            refused("S23", "refcounts-in-header", v3().end().u64(48, 0), "table-in-first-cluster"),
            refused("S23", "snapshots-in-header", v3().end().u32(60, 1), "table-in-first-cluster"),
            edited("S24", "payload", v3().end().u64(60_000, 0x23212f62696e2f73L), "unowned-data"),
            edited(
                    "S28",
                    "version-2",
                    FirstCluster.v2(16)
                            .extension(0xffff_ffffL, "\377\377\377\377")
                            .end()));

    private static HostileHeader refused(String pattern, String name, FirstCluster header, String... codes) {
        return of(pattern, name, "refused", header, codes);
    }

    private static HostileHeader unreadable(String pattern, String name, FirstCluster header, String... codes) {
        return of(pattern, name, "unreadable", header, codes);
    }

    /** QEMU opens the image, and no step that is asked for depends on what is odd about it. */
    private static HostileHeader edited(String pattern, String name, FirstCluster header, String... codes) {
        return of(pattern, name, "would-change", header, codes);
    }

    private static HostileHeader of(String pattern, String name, String status, FirstCluster header, String... codes) {
        return new HostileHeader(pattern, name, status, List.of(codes), header, TABLE, Bytes.EMPTY);
    }

    private HostileHeader with(long at, Bytes bytes) {
        return new HostileHeader(pattern, name, status, codes, header, at, bytes);
    }

    private static FirstCluster v3() {
        return FirstCluster.v3(16);
    }

    /** As many extensions as the largest cluster holds. */
    private static FirstCluster crowded() {
        FirstCluster header = FirstCluster.v3(21);
        while (header.position() + 8 < 1 << 21) {
            header.announce(UNKNOWN, 0);
        }
        return header.end();
    }

    private static Bytes featureName(int group, int bit, String name) {
        return Bytes.concat(List.of(Bytes.of(group, bit), Bytes.utf8(name))).resized(48);
    }

    private static FirstCluster data(String name) {
        return v3().u64(72, 4).extension(DATA_FILE, name).end();
    }

    private static FirstCluster backed(String name) {
        return v3().extension(BACKING_FORMAT, "raw").end().name(name);
    }

    private static FirstCluster bitmaps(long... payload) {
        return v3().u64(88, 1).extension(BITMAPS, payload).end();
    }

    /** Writes the image to a folder. */
    Path write(Path folder) throws IOException {
        Path image = folder.resolve(name + ".qcow2");
        header.write(image, Math.max(FILE_SIZE, 4L * header.cluster().length()));
        try (FileChannel channel = FileChannel.open(image, StandardOpenOption.WRITE)) {
            channel.write(table.asBuffer(), tableAt);
        }
        return image;
    }

    @Override
    public String toString() {
        return pattern + " " + name;
    }
}
