package io.cowhand.qcow2;

import static io.cowhand.problem.Origin.COWHAND;
import static io.cowhand.problem.Origin.QEMU;
import static io.cowhand.problem.Origin.SPEC;
import static io.cowhand.problem.Severity.ERROR;
import static io.cowhand.problem.Severity.NOTICE;
import static io.cowhand.problem.Severity.WARNING;
import static io.cowhand.testing.FirstCluster.BACKING_FORMAT;
import static io.cowhand.testing.FirstCluster.BITMAPS;
import static io.cowhand.testing.FirstCluster.ENCRYPTION_HEADER;
import static io.cowhand.testing.FirstCluster.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.problem.Location;
import io.cowhand.problem.Origin;
import io.cowhand.problem.Severity;
import io.cowhand.testing.FirstCluster;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.RequiresQemu;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class HeaderRulesTest {

    private static final long CLUSTER = 65_536;
    private static final long FILE_SIZE = 8 * CLUSTER;
    /** Where QEMU's reads have to end. */
    private static final long END_OF_FILES = 0x7fff_ffff_c000_0000L;

    /** For every rule the headers that break it and no other. */
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
            row("bitmap-directory-missing", ERROR, QEMU, "bitmaps", 112, bitmaps(1L << 32, 0, 4 * CLUSTER)),
            row("bitmap-directory-missing", ERROR, QEMU, "bitmaps", 112, bitmaps(2L << 32, 56, 4 * CLUSTER)),
            row("bitmap-directory-missing", ERROR, QEMU, "bitmaps", 112, bitmaps(1L << 32, 33, 4 * CLUSTER)),
            row("bitmap-directory-missing", ERROR, QEMU, "bitmaps", 112, bitmaps(1L << 32, 32, FILE_SIZE)),
            row("bitmap-directory-missing", ERROR, QEMU, "bitmaps", 112, bitmaps(1L << 32, 32, -CLUSTER)),
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
            new Row("file-shorter-than-first-cluster", ERROR, COWHAND, "file_size", 0, v3(), CLUSTER - 1),
            row(
                    "duplicate-extension",
                    WARNING,
                    SPEC,
                    "backing-format",
                    112,
                    v3().extension(BACKING_FORMAT, "raw").extension(BACKING_FORMAT, "raw")),
            row("size-not-in-sectors", WARNING, QEMU, "size", 24, v3().u64(24, 1000)),
            row("dirty", NOTICE, QEMU, "incompatible_features", 72, v3().u64(72, 1)));

    /** A header that breaks a rule, and what is to be said of it. */
    record Row(
            String code,
            Severity severity,
            Origin origin,
            String field,
            long offset,
            FirstCluster header,
            long fileSize) {
        @Override
        public String toString() {
            return code + " at " + field;
        }

        ImageFacts facts() {
            return HeaderRulesTest.facts(header, fileSize);
        }
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void aHeaderBreaksExactlyOneRule(Row row) {
        List<HeaderRules.Violation> found = HeaderRules.check(row.facts());

        assertThat(found).hasSize(1);
        HeaderRules.Violation violation = found.get(0);
        assertThat(violation.rule().code()).isEqualTo(row.code());
        assertThat(violation.problem().code()).isEqualTo(row.code());
        assertThat(violation.problem().severity()).isEqualTo(row.severity());
        assertThat(violation.problem().origin()).isEqualTo(row.origin());
        assertThat(violation.problem().location()).isInstanceOfSatisfying(Location.InHeader.class, place -> {
            assertThat(place.field()).isEqualTo(row.field());
            assertThat(place.offset()).isEqualTo(OptionalLong.of(row.offset()));
        });
        assertThat(violation.problem().message()).isNotBlank();
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    @RequiresQemu
    void QEMU_enforces_its_rules_when_the_row_says_so(Row row, @TempDir Path folder) {
        Path image = folder.resolve("image.qcow2");
        row.header().write(image, row.fileSize());
        HeaderRule rule = rule(row.code());

        assertThat(Qemu.opens(image)).as("opens").isEqualTo(rule.origin() != QEMU || rule.severity() != ERROR);
        assertThat(Qemu.opensForWriting(image).ok())
                .as("opens for writing")
                .isEqualTo(rule.origin() != QEMU || !rule.blocksEditing());
    }

    @Test
    void everyRuleHasAHeaderThatBreaksIt() {
        assertThat(ROWS)
                .extracting(Row::code)
                .containsAll(
                        Arrays.stream(HeaderRule.values()).map(HeaderRule::code).toList());
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
            assertThat(HeaderRules.check(facts(header, FILE_SIZE))).isEmpty();
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
        return new Row(code, severity, origin, field, offset, header, FILE_SIZE);
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

    /** One extension up to the end of the cluster, so that there is no room for the end marker that QEMU writes. */
    private static FirstCluster full(FirstCluster header) {
        int room = header.cluster().length() - header.position() - 8;
        return header.extension(UNKNOWN, Bytes.zeros(room));
    }

    private static HeaderRule rule(String code) {
        return Arrays.stream(HeaderRule.values())
                .filter(rule -> rule.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static ImageFacts facts(FirstCluster header, long fileSize) {
        HeaderCodec.Decoding decoding = HeaderCodec.decode(header.cluster());
        assertThat(decoding).isInstanceOf(HeaderCodec.Decoded.class);
        return new ImageFacts(((HeaderCodec.Decoded) decoding).header(), fileSize, "image.qcow2");
    }
}
