package io.cowhand.rule;

import static io.cowhand.problem.Origin.COWHAND;
import static io.cowhand.problem.Origin.QEMU;
import static io.cowhand.problem.Origin.SPEC;
import static io.cowhand.problem.Severity.ERROR;
import static io.cowhand.problem.Severity.NOTICE;
import static io.cowhand.problem.Severity.WARNING;
import static io.cowhand.testing.FirstCluster.BACKING_FORMAT;
import static io.cowhand.testing.FirstCluster.BITMAPS;
import static io.cowhand.testing.FirstCluster.ENCRYPTION_HEADER;
import static io.cowhand.testing.FirstCluster.FEATURE_NAMES;
import static io.cowhand.testing.FirstCluster.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.image.ImageReference;
import io.cowhand.inspect.HeaderReader;
import io.cowhand.inspect.ReadResult;
import io.cowhand.problem.CommonCode;
import io.cowhand.problem.Location;
import io.cowhand.problem.Origin;
import io.cowhand.problem.Problem;
import io.cowhand.problem.Severity;
import io.cowhand.problem.Value;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.qcow2.ProblemCode;
import io.cowhand.testing.Complete;
import io.cowhand.testing.FirstCluster;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.RequiresQemu;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class HeaderRulesTest {

    private static final long CLUSTER = 65_536;
    private static final long FILE_SIZE = 8 * CLUSTER;
    /** Where QEMU's reads have to end. */
    private static final long END_OF_FILES = 0x7fff_ffff_c000_0000L;

    private static final long TABLE = 4 * CLUSTER;
    private static final long DIRECTORY = 5 * CLUSTER;

    /** For every rule the headers that break it, and no other but those that follow from it. */
    static final List<Row> ROWS = List.of(
            row("cluster-bits-out-of-range", ERROR, QEMU, "cluster_bits", 20, v3().u32(20, 8)),
            row("cluster-bits-out-of-range", ERROR, QEMU, "cluster_bits", 20, v3().u32(20, 22)),
            row("cluster-bits-out-of-range", ERROR, QEMU, "cluster_bits", 20, v3().u32(20, 0xffff_ffffL)),
            row("header-length-too-small", ERROR, QEMU, "header_length", 100, v3().u32(100, 103)),
            row("header-length-exceeds-cluster", ERROR, QEMU, "header_length", 100, v3().u32(100, CLUSTER + 1)),
            row("header-length-exceeds-cluster", ERROR, QEMU, "header_length", 100, v3().u32(100, 0xffff_ffffL)),
            row("backing-file-offset-invalid", ERROR, QEMU, "backing_file_offset", 8, v3().u64(8, CLUSTER + 1)),
            row("backing-file-offset-invalid", ERROR, QEMU, "backing_file_offset", 8, v3().u64(8, -1)),
            row("backing-file-offset-in-header", ERROR, COWHAND, "backing_file_offset", 8, v3().u64(8, 111)),
            row(
                    "backing-file-name-too-long",
                    ERROR,
                    QEMU,
                    "backing_file_size",
                    16,
                    v3().u64(8, 200).u32(16, 1024)),
            row(
                    "backing-file-name-too-long",
                    ERROR,
                    QEMU,
                    "backing_file_size",
                    16,
                    v3().u64(8, CLUSTER).u32(16, 1)),
            row("compression-type-unknown", ERROR, QEMU, "compression_type", 104, v3().u8(104, 2)),
            row("compression-type-bit-mismatch", ERROR, QEMU, "compression_type", 104, v3().u8(104, 1)),
            row("compression-type-bit-mismatch", ERROR, QEMU, "compression_type", 104, v3().u64(72, 8)),
            row("unknown-incompatible-features", ERROR, QEMU, "incompatible_features", 72, v3().u64(72, 32)),
            row("unknown-incompatible-features", ERROR, QEMU, "incompatible_features", 72, v3().u64(72, 1L << 63)),
            row(
                    "subclusters-too-small",
                    ERROR,
                    QEMU,
                    "cluster_bits",
                    20,
                    FirstCluster.v3(13).u64(72, 16)),
            row("refcount-order-too-large", ERROR, QEMU, "refcount_order", 96, v3().u32(96, 7)),
            row("crypt-method-unknown", ERROR, QEMU, "crypt_method", 32, v3().u32(32, 3)),
            row("encryption-header-missing", ERROR, QEMU, "crypt_method", 32, v3().u32(32, 2)),
            row("refcount-table-missing", ERROR, QEMU, "refcount_table_clusters", 56, v3().u32(56, 0)),
            row("refcount-table-invalid", ERROR, QEMU, "refcount_table_clusters", 56, v3().u32(56, 129)),
            row("refcount-table-invalid", ERROR, QEMU, "refcount_table_offset", 48, v3().u64(48, CLUSTER + 512)),
            row("refcount-table-invalid", ERROR, QEMU, "refcount_table_offset", 48, v3().u64(48, END_OF_FILES)),
            row("snapshot-table-invalid", ERROR, QEMU, "nb_snapshots", 60, snapshots(65_537, 4 * CLUSTER)),
            row("snapshot-table-invalid", ERROR, QEMU, "snapshots_offset", 64, snapshots(0, 4 * CLUSTER + 8)),
            row("snapshot-table-invalid", ERROR, QEMU, "snapshots_offset", 64, snapshots(1, END_OF_FILES)),
            row("l1-table-invalid", ERROR, QEMU, "l1_size", 36, v3().u32(36, 4_194_305)),
            row("l1-table-invalid", ERROR, QEMU, "l1_table_offset", 40, v3().u64(40, CLUSTER + 1)),
            row("l1-table-invalid", ERROR, QEMU, "l1_table_offset", 40, v3().u64(40, -CLUSTER)),
            row("l1-table-invalid", ERROR, QEMU, "l1_table_offset", 40, v3().u64(40, END_OF_FILES)),
            row("size-too-large", ERROR, QEMU, "size", 24, v3().u64(24, Long.MIN_VALUE)),
            // So large that QEMU's arithmetic wraps, and no L1 table seems to be needed.
            row("size-too-large", ERROR, QEMU, "size", 24, v3().u64(24, -512)),
            row("l1-table-too-small", ERROR, QEMU, "l1_size", 36, v3().u32(36, 0)),
            row("l1-table-too-small", ERROR, QEMU, "l1_size", 36, v3().u64(24, 4 * 8192 * CLUSTER + 512)),
            row("extension-too-large", ERROR, QEMU, "extensions", 112, v3().announce(UNKNOWN, CLUSTER)),
            row("extension-too-large", ERROR, QEMU, "extensions", 112, v3().announce(0, 0xffff_ffffL)),
            row(
                    "backing-format-too-long",
                    ERROR,
                    QEMU,
                    "backing-format",
                    112,
                    v3().extension(BACKING_FORMAT, "qqqqqqqqqqqqqqqq")),
            row("encryption-header-invalid", ERROR, QEMU, "encryption-header", 112, luks(0, 4 * CLUSTER, 4096)),
            row("encryption-header-invalid", ERROR, QEMU, "encryption-header", 112, luks(2, 4 * CLUSTER + 512, 4096)),
            row("encryption-header-invalid", ERROR, QEMU, "encryption-header", 112, luks(2, 4 * CLUSTER, 591)),
            row("encryption-header-invalid", ERROR, QEMU, "encryption-header", 112, luks(2, FILE_SIZE, 4096)),
            row("encryption-header-invalid", ERROR, QEMU, "encryption-header", 112, luks(2, 4 * CLUSTER)),
            row("bitmaps-invalid", ERROR, QEMU, "bitmaps", 112, bitmaps(1L << 32, 32)),
            row("bitmaps-invalid", ERROR, QEMU, "bitmaps", 112, bitmaps(1L << 32 | 1, 32, 4 * CLUSTER)),
            row("bitmaps-invalid", ERROR, QEMU, "bitmaps", 112, bitmaps(0, 32, 4 * CLUSTER)),
            row("bitmaps-invalid", ERROR, QEMU, "bitmaps", 112, bitmaps(65_536L << 32, 2 << 20, 4 * CLUSTER)),
            row("bitmaps-invalid", ERROR, QEMU, "bitmaps", 112, bitmaps(1L << 32, 32, 4 * CLUSTER + 8)),
            row("bitmaps-invalid", ERROR, QEMU, "bitmaps", 112, bitmaps(1L << 32, 65_535 * 1024 + 8, 4 * CLUSTER)),
            row("bitmap-directory-empty", ERROR, QEMU, "bitmaps", 112, bitmaps(1L << 32, 0, DIRECTORY)),
            row("bitmap-directory-invalid", ERROR, QEMU, "bitmaps", DIRECTORY, bitmaps(2L << 32, 56, DIRECTORY))
                    .with(DIRECTORY, bitmap(1, 0, 1, 16, "b"), bitmap(1, 0, 1, 16, "c")),
            row("bitmap-directory-invalid", ERROR, QEMU, "bitmaps", DIRECTORY, bitmaps(1L << 32, 33, DIRECTORY))
                    .with(DIRECTORY, bitmap(1, 0, 1, 16, "b")),
            row("bitmap-directory-invalid", ERROR, QEMU, "bitmaps", DIRECTORY, bitmaps(1L << 32, 64, DIRECTORY))
                    .with(DIRECTORY, bitmap(1, 0, 1, 16, "b"), bitmap(1, 0, 1, 16, "c")),
            row("bitmap-directory-invalid", ERROR, QEMU, "bitmaps", DIRECTORY, bitmaps(2L << 32, 32, DIRECTORY))
                    .with(DIRECTORY, bitmap(1, 0, 1, 16, "b")),
            row("bitmap-directory-invalid", ERROR, QEMU, "bitmaps", -CLUSTER, bitmaps(1L << 32, 32, -CLUSTER)),
            row("bitmap-directory-invalid", ERROR, QEMU, "bitmaps", END_OF_FILES, bitmaps(1L << 32, 32, END_OF_FILES)),
            row("bitmap-invalid", ERROR, QEMU, "bitmaps", FILE_SIZE, bitmaps(1L << 32, 24, FILE_SIZE)),
            bitmapRow("bitmap-invalid", bitmap(0, 0, 1, 16, "b")),
            bitmapRow("bitmap-invalid", bitmap(0x8000001, 1, 1, 16, "b")),
            bitmapRow("bitmap-invalid", bitmap(8193, 1, 1, 16, "b")),
            bitmapRow("bitmap-invalid", bitmap(1, 4, 1, 16, "b")),
            bitmapRow("bitmap-invalid", bitmap(1, 0, 0, 16, "b")),
            bitmapRow("bitmap-invalid", bitmap(1, 0, 1, 8, "b")),
            bitmapRow("bitmap-invalid", bitmap(1, 0, 1, 32, "b")),
            bitmapRow("bitmap-invalid", bitmap(1, 0, 1, 16, "b".repeat(1024))),
            bitmapRow(
                    "bitmap-invalid",
                    bitmap(1, 0, 1, 16, "b").with(20, Bytes.ofNumber(8, 4)).resized(40)),
            bitmapRow("bitmap-invalid", bitmap(1, 0, 1, 16, "b").with(0, Bytes.ofNumber(0, 8))),
            bitmapRow("bitmap-invalid", bitmap(1, 0, 1, 16, "b").with(0, Bytes.ofNumber(512, 8))),
            row("bitmap-name-twice", ERROR, QEMU, "bitmaps", DIRECTORY + 32, bitmaps(2L << 32, 64, DIRECTORY))
                    .with(DIRECTORY, bitmap(1, 0, 1, 16, "b"), bitmap(1, 0, 1, 16, "b")),
            row("bitmap-name-cut", WARNING, QEMU, "bitmaps", DIRECTORY, bitmaps(1L << 32, 40, DIRECTORY))
                    .with(DIRECTORY, bitmap(1, 0, 1, 16, "b\0cdefghij")),
            bitmapRow("bitmap-table-invalid", bitmap(2, 0, 1, 16, "b")),
            bitmapRow("bitmap-table-invalid", bitmap(1, 0, 1, 16, "b")).with(TABLE, Bytes.ofNumber(2, 8)),
            bitmapRow("bitmap-table-invalid", bitmap(1, 0, 1, 16, "b")).with(TABLE, Bytes.ofNumber(512, 8)),
            bitmapRow("bitmap-table-invalid", bitmap(1, 0, 1, 16, "b")).with(TABLE, Bytes.ofNumber(CLUSTER + 1, 8)),
            bitmapRow("bitmap-table-invalid", bitmap(1, 0, 1, 16, "b")).with(TABLE, Bytes.ofNumber(1L << 56, 8)),
            row("snapshot-extra-data-too-large", ERROR, QEMU, "snapshots", TABLE + 36, snapshots(1, TABLE))
                    .with(TABLE, snapshot(1025, 1, 4)),
            row("snapshot-table-too-long", ERROR, QEMU, "snapshots", TABLE, snapshots(65_536, TABLE))
                    .with(
                            TABLE,
                            Collections.nCopies(600, snapshot(0, 65_535, 65_535))
                                    .toArray(Bytes[]::new)),
            row("tables-cut", NOTICE, COWHAND, "nb_snapshots", 60, snapshots(2, FILE_SIZE)),
            row("header-length-unaligned", WARNING, SPEC, "header_length", 100, v3().u32(100, 108)),
            row("header-padding-not-zero", WARNING, SPEC, "padding", 105, v3().u8(111, 1)),
            row("unknown-header-fields", NOTICE, COWHAND, "header_length", 112, FirstCluster.v3(16, 120)),
            row("backing-file-name-empty", WARNING, QEMU, "backing_file_offset", 8, v3().u64(8, 200)),
            row("aes-encryption", WARNING, QEMU, "crypt_method", 32, v3().u32(32, 1)),
            row("tables-overlap", WARNING, SPEC, "refcount_table_offset", 48, v3().u64(40, CLUSTER)),
            row("table-past-end-of-file", WARNING, QEMU, "l1_table_offset", 40, v3().u64(40, FILE_SIZE)),
            row("end-marker-has-data", WARNING, SPEC, "extensions", 112, v3().announce(0, 8)),
            row("too-many-extensions", ERROR, COWHAND, "extensions", 112, many(1025)),
            row("feature-names-invalid", WARNING, SPEC, "feature-names", 112, featureNames(3, 0, "x")),
            row("feature-names-invalid", WARNING, SPEC, "feature-names", 112, featureNames(0, 64, "x")),
            row(
                    "feature-names-invalid",
                    WARNING,
                    SPEC,
                    "feature-names",
                    112,
                    v3().extension(FEATURE_NAMES, "no multiple of 48")),
            row("labels-invalid", WARNING, COWHAND, "labels", 112, v3().extension(0x434f5748L, "[]")),
            row("name-odd", WARNING, COWHAND, "backing_file", 120, v3().end().name("base\0/etc/passwd")),
            row("name-odd", WARNING, COWHAND, "backing_file", 120, v3().end().name("base\u001b[2J")),
            row("name-odd", WARNING, COWHAND, "feature-names", 112, featureNames(0, 63, "a\nb")),
            row(
                    "backing-format-missing",
                    WARNING,
                    COWHAND,
                    "backing_file",
                    120,
                    v3().end().name("base.raw")),
            row("backing-format-unknown", WARNING, QEMU, "backing-format", 112, v3().extension(BACKING_FORMAT, "qq")),
            row(
                    "backing-format-without-backing-file",
                    NOTICE,
                    COWHAND,
                    "backing-format",
                    112,
                    v3().extension(BACKING_FORMAT, "raw")),
            row(
                    "backing-file-not-local",
                    WARNING,
                    COWHAND,
                    "backing_file",
                    120,
                    v3().end().name("json:{}")),
            row(
                    "backing-file-is-itself",
                    WARNING,
                    COWHAND,
                    "backing_file",
                    120,
                    v3().end().name("./image.qcow2")),
            row(
                    "backing-file-not-local",
                    WARNING,
                    COWHAND,
                    "backing_file",
                    120,
                    v3().end().name("nbd://host/x")),
            row(
                    "name-of-system-file",
                    WARNING,
                    COWHAND,
                    "backing_file",
                    120,
                    v3().end().name("/dev/no-such-disk")),
            row(
                    "name-of-system-file",
                    WARNING,
                    COWHAND,
                    "data-file",
                    112,
                    v3().u64(72, 4).extension(FirstCluster.DATA_FILE, "/etc/no-such-file")),
            row(
                    "data-file-not-local",
                    WARNING,
                    COWHAND,
                    "data-file",
                    112,
                    v3().u64(72, 4).extension(FirstCluster.DATA_FILE, "json:{\"driver\":\"null-co\"}")),
            row(
                    "data-file-not-local",
                    WARNING,
                    COWHAND,
                    "data-file",
                    112,
                    v3().u64(72, 4).extension(FirstCluster.DATA_FILE, "nbd:unix:/no-such-socket")),
            row(
                    "data-file-without-bit",
                    WARNING,
                    COWHAND,
                    "data-file",
                    112,
                    v3().extension(FirstCluster.DATA_FILE, "data.raw")),
            row(
                    "external-data-file",
                    NOTICE,
                    COWHAND,
                    "data-file",
                    112,
                    v3().u64(72, 4).extension(FirstCluster.DATA_FILE, "data.raw")),
            row("unknown-compatible-features", NOTICE, QEMU, "compatible_features", 80, v3().u64(80, 2)),
            row("unknown-autoclear-features", WARNING, QEMU, "autoclear_features", 88, v3().u64(88, 4)),
            row(
                    "raw-data-with-backing-file",
                    WARNING,
                    SPEC,
                    "autoclear_features",
                    88,
                    v3().u64(72, 4)
                            .u64(88, 2)
                            .extension(FirstCluster.DATA_FILE, "data.raw")
                            .end()
                            .name("base.raw")),
            row(
                    "data-file-with-snapshots",
                    WARNING,
                    SPEC,
                    "nb_snapshots",
                    60,
                    snapshots(1, TABLE).u64(72, 4).extension(FirstCluster.DATA_FILE, "data.raw")),
            row(
                    "data-file-with-encryption",
                    WARNING,
                    SPEC,
                    "crypt_method",
                    32,
                    v3().u32(32, 1).u64(72, 4).extension(FirstCluster.DATA_FILE, "data.raw")),
            row("bitmaps-without-bit", WARNING, QEMU, "bitmaps", 112, v3().extension(BITMAPS, 1L << 32, 32, DIRECTORY)),
            row("bitmaps-bit-without-extension", WARNING, SPEC, "autoclear_features", 88, v3().u64(88, 1)),
            row(
                    "unowned-data",
                    WARNING,
                    COWHAND,
                    "first cluster",
                    60_000,
                    v3().end().u32(60_000, 0x53454352)),
            row(
                    "looks-like-another-format",
                    WARNING,
                    COWHAND,
                    "first cluster",
                    510,
                    v3().end().u8(510, 0x55).u8(511, 0xaa)),
            row(
                    "looks-like-another-format",
                    WARNING,
                    COWHAND,
                    "first cluster",
                    32_769,
                    v3().end().u32(32_769, 0x43443030).u8(32_772, 0x30).u8(32_773, 0x31)),
            row("corrupt", WARNING, QEMU, "incompatible_features", 72, v3().u64(72, 2)),
            row("data-file-name-missing", WARNING, QEMU, "incompatible_features", 72, v3().u64(72, 4)),
            row(
                    "data-file-name-missing",
                    WARNING,
                    QEMU,
                    "incompatible_features",
                    72,
                    v3().u64(72, 4).extension(FirstCluster.DATA_FILE, "\0data.raw")),
            row("raw-data-without-data-file", WARNING, QEMU, "autoclear_features", 88, v3().u64(88, 2)),
            row(
                    "header-full",
                    WARNING,
                    QEMU,
                    "first cluster",
                    0,
                    full(FirstCluster.v3(9)).u64(88, 4)),
            row("no-room-for-rewrite", WARNING, QEMU, "first cluster", 0, full(FirstCluster.v3(9))),
            row("table-in-first-cluster", ERROR, COWHAND, "l1_table_offset", 40, v3().u64(40, 0)),
            row("table-in-first-cluster", ERROR, COWHAND, "refcount_table_offset", 48, v3().u64(48, 0)),
            row("table-in-first-cluster", ERROR, COWHAND, "snapshots_offset", 64, snapshots(1, 0)),
            new Row("file-shorter-than-first-cluster", ERROR, COWHAND, "file_size", 0, v3(), CLUSTER - 1, Map.of()),
            row(
                    "duplicate-extension",
                    WARNING,
                    SPEC,
                    "backing-format",
                    112,
                    v3().extension(BACKING_FORMAT, "raw").extension(BACKING_FORMAT, "raw")),
            row("size-not-in-sectors", WARNING, QEMU, "size", 24, v3().u64(24, 1000)),
            row("dirty", NOTICE, QEMU, "incompatible_features", 72, v3().u64(72, 1)));

    /** Violations that may be reported in addition: consequences of what the rows do, which have rows of their own. */
    private static final Set<String> CONSEQUENCES = Set.of(
            "table-past-end-of-file",
            "tables-overlap",
            "header-length-unaligned",
            "backing-file-name-empty",
            "backing-format-missing",
            "backing-format-unknown",
            "backing-format-without-backing-file",
            "name-odd",
            "external-data-file",
            "unknown-autoclear-features",
            "tables-cut",
            "aes-encryption",
            "bitmaps-without-bit",
            "unowned-data");

    /** For writing QEMU would need the data file, or the secret. */
    private static final Set<String> NEED_MORE_TO_BE_WRITTEN = Set.of(
            "name-of-system-file",
            "external-data-file",
            "data-file-not-local",
            "aes-encryption",
            "raw-data-with-backing-file",
            "data-file-with-snapshots",
            "data-file-with-encryption");

    /** Rules about numbers that are not the field's own value: sizes, counts and offsets of tables. */
    private static final Set<String> NUMBERS = Set.of(
            "bitmap-directory-empty",
            "bitmap-directory-invalid",
            "end-marker-has-data",
            "file-shorter-than-first-cluster",
            "header-full",
            "no-room-for-rewrite",
            "snapshot-extra-data-too-large",
            "snapshot-table-too-long",
            "too-many-extensions");

    /** A header that breaks a rule, and what is to be said of it. */
    record Row(
            String code,
            Severity severity,
            Origin origin,
            String field,
            long offset,
            FirstCluster header,
            long fileSize,
            Map<Long, Bytes> tables) {
        @Override
        public String toString() {
            return code + " at " + field;
        }

        /** The image, with these bytes outside its first cluster. */
        Row with(long at, Bytes... table) {
            Map<Long, Bytes> more = new HashMap<>(tables);
            more.put(at, Bytes.concat(List.of(table)));
            return new Row(code, severity, origin, field, offset, header, fileSize, more);
        }

        Path write(Path folder) throws IOException {
            Path image = folder.resolve("image.qcow2");
            header.write(image, fileSize);
            try (FileChannel channel = FileChannel.open(image, StandardOpenOption.WRITE)) {
                for (Map.Entry<Long, Bytes> table : tables.entrySet()) {
                    channel.write(table.getValue().asBuffer(), table.getKey());
                }
            }
            return image;
        }
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void anImageBreaksItsRuleAndNoOther(Row row, @TempDir Path folder) throws IOException {
        ReadResult reading = HeaderReader.SYSTEM.readFirstCluster(new ImageReference(row.write(folder)));
        assertThat(reading).isInstanceOf(ReadResult.Readable.class);
        List<HeaderRules.Violation> found = HeaderRules.check(((ReadResult.Readable) reading).facts());

        assertThat(found.stream().map(each -> each.rule().code()).toList())
                .filteredOn(code -> code.equals(row.code()) || !CONSEQUENCES.contains(code))
                .containsExactly(row.code());
        HeaderRules.Violation violation = found.stream()
                .filter(each -> each.rule().code().equals(row.code()))
                .findFirst()
                .orElseThrow();
        assertThat(violation.problem().code()).isEqualTo(row.code());
        assertThat(violation.problem().severity()).isEqualTo(row.severity());
        assertThat(violation.problem().origin()).isEqualTo(row.origin());
        assertThat(violation.problem().location()).isInstanceOfSatisfying(Location.InHeader.class, place -> {
            assertThat(place.field()).isEqualTo(row.field());
            assertThat(place.offset()).isEqualTo(OptionalLong.of(row.offset()));
        });
        assertThat(violation.problem().message()).isNotBlank();
        assertThat(place(violation.problem()).value() instanceof Value.Number)
                .as("the value of a numeric field is a number")
                .isEqualTo(HeaderField.find(row.field())
                                .filter(field -> !row.code().equals("unknown-header-fields"))
                                .isPresent()
                        || NUMBERS.contains(row.code()));
    }

    @Test
    void aNameIsTextAndBytesWhereItIsNotUtf8() {
        assertThat(value(v3().end().name("base.raw"), "backing-format-missing"))
                .isEqualTo(new Value.Text("base.raw", ""));
        FirstCluster latin1 = v3().end().name("base?raw").u8(120 + 4, 0xe9);
        assertThat(value(latin1, "backing-format-missing"))
                .isEqualTo(new Value.Text("base\ufffdraw", "62617365e9726177"));
        assertThat(value(v3().extension(BACKING_FORMAT, "qq"), "backing-format-unknown"))
                .isEqualTo(new Value.Text("qq", ""));
    }

    @Test
    void aNumberIsTheFieldsOwnUpTo64Bits() {
        assertThat(value(v3().u64(72, 1L << 63), "unknown-incompatible-features"))
                .isEqualTo(Value.of(1L << 63));
        assertThat(value(v3().u64(8, -1), "backing-file-offset-invalid")).isEqualTo(Value.of(-1));
    }

    private static Value value(FirstCluster header, String code) {
        return HeaderRules.check(facts(header, FILE_SIZE)).stream()
                .map(HeaderRules.Violation::problem)
                .filter(problem -> problem.code().equals(code))
                .map(problem -> place(problem).value())
                .findFirst()
                .orElseThrow();
    }

    private static Location.InHeader place(Problem problem) {
        return (Location.InHeader) problem.location();
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    @RequiresQemu
    void QEMU_enforces_its_rules_when_the_row_says_so(Row row, @TempDir Path folder) throws IOException {
        Path image = row.write(folder);
        HeaderRule rule = rule(row.code());

        assertThat(Qemu.opens(image)).as("opens").isEqualTo(!rule.preventsOpening());
        if (NEED_MORE_TO_BE_WRITTEN.contains(row.code())) {
            return;
        }
        assertThat(Qemu.opensForWriting(image).ok())
                .as("opens for writing")
                .isEqualTo(rule.origin() != QEMU || !rule.blocksEditing());
    }

    @Test
    void everyRuleHasAHeaderThatBreaksIt() {
        // Reader and codec tell the first five; what takes 64 MiB of bitmap tables has a test of its own.
        Set<String> others = Set.of(
                CommonCode.UNREADABLE,
                CommonCode.HEADER_CHANGING,
                ProblemCode.NOT_QCOW2,
                ProblemCode.UNSUPPORTED_VERSION,
                CommonCode.HALF_WRITTEN,
                "bitmap-tables-not-read");
        Complete.assertComplete(
                "HeaderRulesTest.ROWS",
                ROWS.stream().map(Row::code).toList(),
                HeaderRules.all().stream()
                        .map(HeaderRule::code)
                        .filter(code -> !others.contains(code))
                        .toList(),
                "add a row with a header that breaks the rule");
    }

    @Test
    void whatTheRowsBeginWithBreaksNoRule() {
        for (int clusterBits = 9; clusterBits <= 21; clusterBits++) {
            assertThat(HeaderRules.check(facts(FirstCluster.v3(clusterBits).end(), 1L << 24)))
                    .isEmpty();
            assertThat(HeaderRules.check(facts(FirstCluster.v2(clusterBits).end(), 1L << 24)))
                    .isEmpty();
        }
    }

    @Test
    void whatIsJustWithinTheLimitsBreaksNoRule() {
        List<FirstCluster> headers = new ArrayList<>(List.of(
                v3().u64(8, CLUSTER),
                v3().u64(8, 200).u32(16, 1023),
                v3().u64(8, CLUSTER - 1023).u32(16, 1023),
                v3().u32(96, 6),
                v3().u32(32, 1),
                v3().u32(56, 128),
                snapshots(65_536, 4 * CLUSTER),
                snapshots(0, Long.MAX_VALUE / CLUSTER * CLUSTER),
                v3().u64(40, END_OF_FILES - CLUSTER),
                v3().u32(36, 4_194_304),
                v3().u64(24, 4 * 8192 * CLUSTER),
                v3().extension(BACKING_FORMAT, "qqqqqqqqqqqqqqq"),
                v3().extension(BITMAPS, 1L << 32, 0, 1).u64(88, 0),
                FirstCluster.v3(14).u64(72, 16),
                v3().u8(104, 1).u64(72, 8)));

        for (FirstCluster header : headers) {
            assertThat(HeaderRules.check(facts(header, FILE_SIZE)))
                    .extracting(violation -> violation.rule().code())
                    .isSubsetOf(CONSEQUENCES);
        }
    }

    @Test
    void allRulesThatAHeaderBreaksAreToldAtOnce() {
        assertThat(HeaderRules.check(facts(v3().u32(96, 7).u32(56, 0).u64(72, 3), FILE_SIZE)))
                .extracting(violation -> violation.rule().code())
                .containsExactly("refcount-order-too-large", "refcount-table-missing", "corrupt", "dirty");
    }

    @Test
    void aHeaderWhoseClusterSizeIsEditedAwayCanStillBeJudged() {
        HeaderImage header = facts(bitmaps(1L << 32, 32, 4 * CLUSTER).extension(ENCRYPTION_HEADER, 0, 0), FILE_SIZE)
                .header()
                .with(HeaderField.CRYPT_METHOD, 2);

        for (long bits : new long[] {0, 8, 22, 64, 0xffff_ffffL}) {
            assertThat(HeaderRules.check(
                            new ImageFacts(header.with(HeaderField.CLUSTER_BITS, bits), FILE_SIZE, "image.qcow2")))
                    .extracting(violation -> violation.rule().code())
                    .contains("cluster-bits-out-of-range");
        }
    }

    private static Row row(
            String code, Severity severity, Origin origin, String field, long offset, FirstCluster header) {
        return new Row(code, severity, origin, field, offset, header, FILE_SIZE, Map.of());
    }

    private static FirstCluster v3() {
        return FirstCluster.v3(16);
    }

    private static FirstCluster snapshots(long count, long offset) {
        return v3().u32(60, count).u64(64, offset);
    }

    private static FirstCluster luks(long cryptMethod, long... pointer) {
        return v3().u32(32, cryptMethod).extension(ENCRYPTION_HEADER, pointer);
    }

    private static FirstCluster bitmaps(long... payload) {
        return v3().u64(88, 1).extension(BITMAPS, payload);
    }

    private static Row bitmapRow(String code, Bytes entry) {
        return row(code, ERROR, QEMU, "bitmaps", DIRECTORY, bitmaps(1L << 32, entry.length(), DIRECTORY))
                .with(DIRECTORY, entry);
    }

    /** An entry of a bitmap directory; its table is at {@link #TABLE}. */
    private static Bytes bitmap(long tableSize, long flags, int type, int granularityBits, String name) {
        int length = (24 + name.length() + 7) / 8 * 8;
        return Bytes.concat(List.of(
                        Bytes.ofNumber(TABLE, 8),
                        Bytes.ofNumber(tableSize, 4),
                        Bytes.ofNumber(flags, 4),
                        Bytes.of(type, granularityBits),
                        Bytes.ofNumber(name.length(), 2),
                        Bytes.ofNumber(0, 4),
                        Bytes.utf8(name)))
                .resized(length);
    }

    /** An entry of a snapshot table with so many zeros for its extra data, id and name. */
    private static Bytes snapshot(int extraSize, int idSize, int nameSize) {
        return Bytes.concat(List.of(
                        Bytes.zeros(12),
                        Bytes.ofNumber(idSize, 2),
                        Bytes.ofNumber(nameSize, 2),
                        Bytes.zeros(20),
                        Bytes.ofNumber(extraSize, 4)))
                .resized((40 + extraSize + idSize + nameSize + 7) / 8 * 8);
    }

    private static FirstCluster many(int extensions) {
        FirstCluster header = v3();
        for (int i = 0; i < extensions; i++) {
            header.announce(UNKNOWN, 0);
        }
        return header;
    }

    private static FirstCluster featureNames(int group, int bit, String name) {
        Bytes entry =
                Bytes.concat(List.of(Bytes.of(group, bit), Bytes.utf8(name))).resized(48);
        return v3().extension(FEATURE_NAMES, entry);
    }

    /** One extension up to the end of the cluster, so that there is no room for the end marker that QEMU writes. */
    private static FirstCluster full(FirstCluster header) {
        int room = header.cluster().length() - header.position() - 8;
        return header.extension(UNKNOWN, Bytes.zeros(room));
    }

    private static HeaderRule rule(String code) {
        return HeaderRules.find(code).orElseThrow();
    }

    private static ImageFacts facts(FirstCluster header, long fileSize) {
        HeaderCodec.Decoding decoding = HeaderCodec.decode(header.cluster());
        assertThat(decoding).isInstanceOf(HeaderCodec.Decoded.class);
        return new ImageFacts(((HeaderCodec.Decoded) decoding).header(), fileSize, "image.qcow2");
    }
}
