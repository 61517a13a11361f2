package io.cowhand.qcow2;

import static io.cowhand.testing.FirstCluster.BACKING_FORMAT;
import static io.cowhand.testing.FirstCluster.DATA_FILE;
import static io.cowhand.testing.FirstCluster.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cowhand.bytes.Bytes;
import io.cowhand.rule.HeaderRules;
import io.cowhand.testing.FirstCluster;
import io.cowhand.testing.RequiresQemu;
import io.cowhand.testing.Variants;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderCodecTest {

    @Test
    @RequiresQemu
    void everyWindowOfEveryVariantThatDecodesIsEncodedAsItWas() throws IOException {
        for (Path variant : Variants.all()) {
            Bytes beginning = beginning(variant);
            int decoded = 0;
            for (int length = HeaderCodec.MIN_WINDOW; length <= beginning.length(); length *= 2) {
                Bytes window = beginning.slice(0, length);
                if (HeaderCodec.decode(window) instanceof HeaderCodec.Decoded whole) {
                    assertThat(whole.header().encode()).as("%s", variant).isEqualTo(window);
                    decoded++;
                }
            }
            assertThat(decoded).as("%s", variant).isPositive();
        }
    }

    @Test
    @RequiresQemu
    void aHeaderThatQEMUWroteHasAllItsParts() throws IOException {
        HeaderImage header = decoded(beginning(Variants.get("backed")).slice(0, 4096));

        assertThat(header.fields().length()).isEqualTo(112);
        assertThat(header.extensions())
                .extracting(HeaderExtension::label)
                .containsExactly("backing-format", "feature-names");
        assertThat(header.endMarker()).isEqualTo(Bytes.zeros(8));
        assertThat(header.gap()).isEqualTo(Bytes.EMPTY);
        assertThat(header.name()).isEqualTo(Bytes.utf8("elsewhere/base.qcow2"));
        assertThat(header.tail().isZero()).isTrue();
        assertThat(header.get(HeaderField.SIZE)).isEqualTo(64 << 20);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 21})
    void moreIsAskedForWhereAnExtensionGoesOnBehindTheWindow(int clusterBits) {
        FirstCluster bytes = FirstCluster.v3(clusterBits)
                .extension(DATA_FILE, "data.raw")
                .extension(UNKNOWN, Bytes.zeros(6001))
                .end();
        int extensionEnd = 112 + 16 + 8 + 6008;

        assertThat(HeaderCodec.decode(bytes.window(4096))).isEqualTo(new HeaderCodec.Incomplete(extensionEnd));
        assertThat(HeaderCodec.decode(bytes.window(extensionEnd)))
                .isEqualTo(new HeaderCodec.Incomplete(extensionEnd + 8));
        HeaderImage header = lossless(bytes.window(extensionEnd + 8));
        assertThat(header.extensions()).extracting(HeaderExtension::magic).containsExactly(DATA_FILE, UNKNOWN);
        assertThat(header.end()).isEqualTo(bytes.position());
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 21})
    void moreIsAskedForWhereTheNameLiesBehindTheWindow(int clusterBits) {
        FirstCluster bytes = FirstCluster.v3(clusterBits).end().skip(5000).name("base.qcow2");
        int end = 112 + 8 + 5000 + 10;

        assertThat(HeaderCodec.decode(bytes.window(4096))).isEqualTo(new HeaderCodec.Incomplete(end));
        HeaderImage header = lossless(bytes.window(end));
        assertThat(header.gap().length()).isEqualTo(5000);
        assertThat(header.name()).isEqualTo(Bytes.utf8("base.qcow2"));
        assertThat(header.end()).isEqualTo(end);
    }

    @Test
    void neverMoreThanTheFirstClusterIsAskedFor() {
        FirstCluster bytes = FirstCluster.v3(16);
        bytes.extension(UNKNOWN, Bytes.zeros(65_536 - bytes.position() - 8));

        assertThat(HeaderCodec.decode(bytes.window(4096))).isEqualTo(new HeaderCodec.Incomplete(65_536));
        assertThat(HeaderCodec.decode(FirstCluster.v3(16, 65_536).window(4096)))
                .isEqualTo(new HeaderCodec.Incomplete(65_536));
        assertThat(HeaderCodec.decode(FirstCluster.v3(16).u32(100, 0xffff_ffffL).window(4096)))
                .isInstanceOf(HeaderCodec.Decoded.class);
    }

    @Test
    void version2HasExtensionsToo() {
        FirstCluster bytes = FirstCluster.v2(16)
                .extension(BACKING_FORMAT, "qcow2")
                .extension(UNKNOWN, "abc")
                .end()
                .name("base");

        HeaderImage header = lossless(bytes.window(4096));

        assertThat(header.fields().length()).isEqualTo(72);
        assertThat(header.extensions()).extracting(HeaderExtension::magic).containsExactly(BACKING_FORMAT, UNKNOWN);
        assertThat(header.extensions().get(1).padding()).isEqualTo(Bytes.zeros(5));
        assertThat(header.name()).isEqualTo(Bytes.utf8("base"));
    }

    @Test
    void extensionsOfVersion2AreNotTakenForFeatureBits() {
        HeaderImage header = lossless(FirstCluster.v2(16)
                .extension(0xffff_ffffL, Bytes.zeros(0))
                .extension(0xffff_ffffL, "abcdefgh")
                .end()
                .window(4096));

        assertThat(header.get(HeaderField.INCOMPATIBLE_FEATURES)).isZero();
        assertThat(header.has(HeaderField.INCOMPATIBLE_FEATURES)).isFalse();
        assertThat(header.extensions()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120, 256})
    void extensionsBeginWhereHeaderLengthSaysAndBytesBeforeThatAreKept(int headerLength) {
        FirstCluster bytes = FirstCluster.v3(16, headerLength);
        for (int offset = 105; offset < headerLength; offset++) {
            bytes.u8(offset, offset);
        }
        bytes.extension(BACKING_FORMAT, "raw").end().name("base.img");

        HeaderImage header = lossless(bytes.window(4096));

        assertThat(header.fields().length()).isEqualTo(headerLength);
        assertThat(header.has(HeaderField.COMPRESSION_TYPE)).isEqualTo(headerLength > 104);
        assertThat(header.extension(ExtensionType.BACKING_FORMAT)).isPresent();
        assertThat(header.backingName()).contains(Bytes.utf8("base.img"));
    }

    @Test
    void aNameThatBeginsInsideTheFieldsHidesAllExtensionsButIsStillRead() {
        FirstCluster bytes =
                FirstCluster.v3(16).extension(BACKING_FORMAT, "raw").end();
        bytes.u64(8, 108).u32(16, 12);

        HeaderImage header = lossless(bytes.window(4096));

        assertThat(header.extensions()).isEmpty();
        assertThat(header.isLayoutKnown()).isFalse();
        assertThat(header.backingName()).contains(bytes.window(120).slice(108, 120));
    }

    @Test
    void nothingIsAskedForByANameThatBeginsInsideTheFields() {
        FirstCluster bytes = FirstCluster.v3(16).end().u64(8, 80).u32(16, 60_000);

        assertThat(lossless(bytes.window(4096)).backingName()).isEmpty();
    }

    @Test
    void aNameOfNoBytesAtTheEndOfTheClusterIsNone() {
        FirstCluster bytes =
                FirstCluster.v3(16).extension(BACKING_FORMAT, "raw").end();
        bytes.u64(8, 65_536);

        HeaderImage header = lossless(bytes.window(4096));

        assertThat(header.isLayoutKnown()).isTrue();
        assertThat(header.backingName()).isEmpty();
        assertThat(header.extensions()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"65536, 1", "65535, 2", "60000, 5537", "60000, 4294967295"})
    void aNameThatPassesTheEndOfTheClusterIsNotRead(long offset, long size) {
        FirstCluster bytes =
                FirstCluster.v3(16).extension(BACKING_FORMAT, "raw").end();
        bytes.u64(8, offset).u32(16, size);

        HeaderImage header = lossless(bytes.window(4096));

        assertThat(header.backingNameFits()).isFalse();
        assertThat(header.isLayoutKnown()).isFalse();
        assertThat(header.backingName()).isEmpty();
        assertThat(header.extensions()).hasSize(1);
    }

    @Test
    void anEndMarkerMayHaveALengthThatFits() {
        FirstCluster bytes =
                FirstCluster.v3(16).extension(BACKING_FORMAT, "raw").announce(0, 5);
        bytes.skip(8).name("base");

        HeaderImage header = lossless(bytes.window(4096));

        assertThat(header.endMarker()).isEqualTo(Bytes.hex("0000000000000005"));
        assertThat(header.brokenExtension()).isEmpty();
        assertThat(header.gap().length()).isEqualTo(8);
        assertThat(header.backingName()).contains(Bytes.utf8("base"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, UNKNOWN})
    void anExtensionThatPassesTheEndOfTheAreaIsBrokenWhateverItsType(long magic) {
        FirstCluster bytes =
                FirstCluster.v3(16).extension(BACKING_FORMAT, "raw").announce(magic, 17);
        bytes.skip(16).name("base");

        HeaderImage header = lossless(bytes.window(4096));

        assertThat(header.extensions()).hasSize(1);
        assertThat(header.brokenExtension()).hasValue(112 + 16);
        assertThat(header.isLayoutKnown()).isFalse();
    }

    @Test
    void anAreaThatIsExactlyFullNeedsNoEndMarker() {
        FirstCluster bytes = FirstCluster.v3(9).extension(UNKNOWN, Bytes.zeros(512 - 112 - 8));

        HeaderImage header = lossless(bytes.cluster());

        assertThat(header.brokenExtension()).isEmpty();
        assertThat(header.endMarker()).isEqualTo(Bytes.EMPTY);
        assertThat(header.end()).isEqualTo(512);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    void paddingMayBeCutWhereTheAreaEnds(int missing) {
        FirstCluster bytes =
                FirstCluster.v3(16).announce(UNKNOWN, 1).u8(120, 0x77).skip(8 - missing);
        bytes.name("base");

        HeaderImage header = lossless(bytes.window(4096));

        assertThat(header.extensions().get(0).padding().length()).isEqualTo(7 - missing);
        assertThat(header.brokenExtension()).isEmpty();
        assertThat(header.name()).isEqualTo(Bytes.utf8("base"));
    }

    @Test
    void paddingThatIsNotZeroIsKept() {
        FirstCluster bytes =
                FirstCluster.v3(16).extension(BACKING_FORMAT, "raw").end();
        bytes.u8(112 + 8 + 7, 0x77);

        assertThat(lossless(bytes.window(4096)).extensions().get(0).padding()).isEqualTo(Bytes.of(0, 0, 0, 0, 0x77));
    }

    @Test
    void twoHundredThousandEmptyExtensionsAreDecodedAndJudgedAtOnce() {
        FirstCluster bytes = FirstCluster.v3(21).u32(32, 0);
        for (int i = 0; i < 200_000; i++) {
            bytes.announce(FirstCluster.ENCRYPTION_HEADER, 0);
        }
        Bytes cluster = bytes.cluster();

        // Once before the clock runs, so that it does not measure how the code is compiled.
        ImageFacts facts = new ImageFacts(decoded(cluster), 1L << 30, "image.qcow2");
        HeaderRules.check(facts);

        // The thread's own time, as a busy machine may let it wait.
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long started = threads.getCurrentThreadCpuTime();
        HeaderImage header = decoded(cluster);
        long decoded = threads.getCurrentThreadCpuTime();
        List<HeaderRules.Violation> found = HeaderRules.check(facts);
        long judged = threads.getCurrentThreadCpuTime();

        assertThat(Duration.ofNanos(decoded - started)).isLessThan(Duration.ofMillis(500));
        assertThat(Duration.ofNanos(judged - decoded)).isLessThan(Duration.ofMillis(500));
        assertThat(header.extensions()).hasSize(200_000);
        assertThat(header.encode()).isEqualTo(cluster);
        assertThat(found).hasSizeBetween(1, 30);
    }

    @Test
    void clusterBitsThatCannotBeLeaveTheFieldsReadable() {
        for (long bits : new long[] {0, 8, 22, 63, 0x8000_0000L, 0xffff_ffffL}) {
            HeaderImage header = lossless(FirstCluster.v3(16)
                    .end()
                    .u32(20, bits)
                    .u64(8, 4096)
                    .u32(16, 10)
                    .window(4096));

            assertThat(header.clusterSize()).isEmpty();
            assertThat(header.extensions()).isEmpty();
            assertThat(header.get(HeaderField.CLUSTER_BITS)).isEqualTo(bits);
        }
    }

    @Test
    void otherFilesAndVersionsAreToldApart() {
        assertThat(HeaderCodec.decode(Bytes.zeros(512))).isInstanceOf(HeaderCodec.NotQcow2.class);
        assertThat(HeaderCodec.decode(FirstCluster.v2(16).u32(4, 1).window(512)))
                .isInstanceOfSatisfying(
                        HeaderCodec.UnknownVersion.class,
                        unknown -> assertThat(unknown.problem().message()).contains("qcow image of version 1"));
        assertThat(HeaderCodec.decode(FirstCluster.v3(16).u32(4, 4).window(512)))
                .isInstanceOf(HeaderCodec.UnknownVersion.class);
        assertThatThrownBy(() -> HeaderCodec.decode(Bytes.zeros(511))).isInstanceOf(IllegalArgumentException.class);
    }

    private static HeaderImage lossless(Bytes window) {
        HeaderImage header = decoded(window);
        assertThat(header.encode()).isEqualTo(window);
        assertThat(header.windowLength()).isEqualTo(window.length());
        return header;
    }

    private static HeaderImage decoded(Bytes window) {
        HeaderCodec.Decoding decoding = HeaderCodec.decode(window);
        assertThat(decoding).isInstanceOf(HeaderCodec.Decoded.class);
        return ((HeaderCodec.Decoded) decoding).header();
    }

    private static Bytes beginning(Path image) throws IOException {
        try (InputStream stream = Files.newInputStream(image)) {
            return Bytes.copyOf(ByteBuffer.wrap(stream.readNBytes(2 << 20)));
        }
    }
}
