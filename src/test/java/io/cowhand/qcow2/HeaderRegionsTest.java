package io.cowhand.qcow2;

import static io.cowhand.testing.FirstCluster.BACKING_FORMAT;
import static io.cowhand.testing.FirstCluster.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cowhand.bytes.Bytes;
import io.cowhand.qcow2.HeaderRegion.Kind;
import io.cowhand.testing.FirstCluster;
import io.cowhand.testing.RequiresQemu;
import io.cowhand.testing.Variants;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class HeaderRegionsTest {

    @Test
    @RequiresQemu
    void theRegionsOfEveryVariantTileItsFirstCluster() throws IOException {
        for (Path variant : Variants.all()) {
            try (InputStream in = Files.newInputStream(variant)) {
                HeaderImage header = decode(Bytes.copyOf(ByteBuffer.wrap(in.readNBytes(4096))));

                assertThat(end(HeaderRegions.of(header)))
                        .as("%s", variant)
                        .isEqualTo(header.clusterSize().orElseThrow());
            }
        }
    }

    @Test
    void eachPartOfTheHeaderIsNamed() {
        FirstCluster bytes = FirstCluster.v3(16)
                .extension(BACKING_FORMAT, "qcow2")
                .extension(UNKNOWN, Bytes.zeros(3))
                .end()
                .name("base.qcow2");
        List<HeaderRegion> regions = HeaderRegions.of(decode(bytes.window(4096)));

        assertThat(regions).element(0).isEqualTo(new HeaderRegion(0, 4, Kind.FIELD, "magic"));
        assertThat(regions.subList(18, regions.size()))
                .containsExactly(
                        new HeaderRegion(104, 1, Kind.FIELD, "compression_type"),
                        new HeaderRegion(105, 7, Kind.OTHER_FIELDS, "other fields"),
                        new HeaderRegion(112, 16, Kind.EXTENSION, "backing-format"),
                        new HeaderRegion(128, 16, Kind.EXTENSION, "0x11223344"),
                        new HeaderRegion(144, 8, Kind.END_MARKER, "end marker"),
                        new HeaderRegion(152, 10, Kind.BACKING_FILE_NAME, "backing file name"),
                        new HeaderRegion(162, 65536 - 162, Kind.SLACK, "slack"));
        assertThat(end(regions)).isEqualTo(65536);
    }

    @Test
    void version2HasOnlyItsOwnFields() {
        List<HeaderRegion> regions =
                HeaderRegions.of(decode(FirstCluster.v2(9).end().window(512)));

        assertThat(regions.subList(12, regions.size()))
                .extracting(HeaderRegion::offset, HeaderRegion::name)
                .containsExactly(tuple(64, "snapshots_offset"), tuple(72, "end marker"), tuple(80, "slack"));
    }

    @Test
    void unknownFieldsFollowTheKnownOnes() {
        List<HeaderRegion> regions =
                HeaderRegions.of(decode(FirstCluster.v3(9, 128).end().window(512)));

        assertThat(regions).contains(new HeaderRegion(105, 23, Kind.OTHER_FIELDS, "other fields"));
    }

    @Test
    void whatCannotBeReadAsExtensionsEndsWithTheirArea() {
        FirstCluster withoutName = FirstCluster.v3(9).announce(UNKNOWN, 5000);
        FirstCluster withName =
                FirstCluster.v3(9).announce(UNKNOWN, 5000).skip(40).name("base.qcow2");

        assertThat(tail(withoutName)).containsExactly(tuple(112, 400, Kind.MALFORMED_EXTENSION));
        assertThat(tail(withName))
                .containsExactly(
                        tuple(112, 48, Kind.MALFORMED_EXTENSION),
                        tuple(160, 10, Kind.BACKING_FILE_NAME),
                        tuple(170, 342, Kind.SLACK));
    }

    @Test
    void aGapSeparatesTheNameFromTheExtensions() {
        assertThat(tail(FirstCluster.v3(9).end().skip(8).name("b")))
                .containsExactly(
                        tuple(112, 8, Kind.END_MARKER),
                        tuple(120, 8, Kind.GAP),
                        tuple(128, 1, Kind.BACKING_FILE_NAME),
                        tuple(129, 383, Kind.SLACK));
    }

    @Test
    void theWindowIsTiledIfTheClusterSizeIsNotValid() {
        HeaderImage header = decode(FirstCluster.v3(9).u32(20, 60).window(512));

        assertThat(end(HeaderRegions.of(header))).isEqualTo(512);
    }

    private static List<Tuple> tail(FirstCluster bytes) {
        return HeaderRegions.of(decode(bytes.window(512))).stream()
                .filter(region -> region.offset() >= 112)
                .map(region -> tuple(region.offset(), region.length(), region.kind()))
                .toList();
    }

    private static HeaderImage decode(Bytes window) {
        return ((HeaderCodec.Decoded) HeaderCodec.decode(window)).header();
    }

    /** Returns where the last region ends, if each begins where the one before it ends. */
    private static int end(List<HeaderRegion> regions) {
        int at = 0;
        for (HeaderRegion region : regions) {
            assertThat(region.offset()).isEqualTo(at);
            assertThat(region.length()).isPositive();
            at = region.end();
        }
        return at;
    }
}
