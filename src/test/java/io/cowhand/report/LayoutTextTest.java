package io.cowhand.report;

import static io.cowhand.testing.FirstCluster.BACKING_FORMAT;
import static io.cowhand.testing.FirstCluster.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.testing.FirstCluster;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTextTest {

    private static List<String> lines(FirstCluster cluster, int columns) {
        return lines(cluster, columns, Style.PLAIN);
    }

    private static List<String> lines(FirstCluster cluster, int columns, Style style) {
        return lines(cluster.window(4096), columns, style);
    }

    private static List<String> lines(Bytes window, int columns, Style style) {
        return new LayoutText(style, columns).lines(((HeaderCodec.Decoded) HeaderCodec.decode(window)).header());
    }

    private static FirstCluster backed(int clusterBits) {
        return FirstCluster.v3(clusterBits)
                .extension(BACKING_FORMAT, "qcow2")
                .extension(UNKNOWN, Bytes.zeros(3))
                .end()
                .name("base.qcow2");
    }

    @Test
    void partsAreToScaleAndSmallOnesHaveOneCell() {
        assertThat(lines(backed(9).window(512), 68, Style.PLAIN))
                .containsExactly(
                        "  first cluster: 512 bytes",
                        "  |AAAAAAAAAAAAAABBCCDE............................................|",
                        "  header: 162 bytes",
                        "  |" + "A".repeat(46) + "BBBBBBCCCCCCDDDEEE|",
                        "  A fields                    112 bytes at 0",
                        "  B extension backing-format  16 bytes at 112",
                        "  C extension 0x11223344      16 bytes at 128",
                        "  D end marker                8 bytes at 144",
                        "  E backing file name         10 bytes at 152",
                        "  . slack                     350 bytes at 162");
        assertThat(lines(backed(16), 40))
                .startsWith(
                        "  first cluster: 65,536 bytes",
                        "  |ABCDE...............................|",
                        "  header: 162 bytes");
    }

    @Test
    void aHeaderThatFillsTheClusterIsDrawnOnce() {
        FirstCluster full = FirstCluster.v3(9).announce(UNKNOWN, 5000);
        assertThat(lines(full.window(512), 24, Style.PLAIN))
                .containsExactly(
                        "  first cluster: 512 bytes",
                        "  |AAAABBBBBBBBBBBBBBBB|",
                        "  A fields                    112 bytes at 0",
                        "  B malformed extension       400 bytes at 112");
    }

    @Test
    void manyExtensionsShareALetter() {
        FirstCluster many = FirstCluster.v3(12);
        for (int i = 0; i < 100; i++) {
            many.extension(UNKNOWN, Bytes.zeros(8));
        }
        List<String> lines = lines(many.end().name("b"), 30);
        assertThat(lines)
                .contains(
                        "  U extension 0x11223344      16 bytes at 416",
                        "  V 80 more extensions        1,280 bytes at 432",
                        "  W end marker                8 bytes at 1,712",
                        "  X backing file name         1 byte at 1,720",
                        "  . slack                     2,375 bytes at 1,721");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 31, 80, 200, 1000})
    void aBarHasExactlyTheWidthOfTheTerminalIfEachPartHasACell(int columns) {
        List<String> bars = lines(backed(16), columns).stream()
                .filter(line -> line.startsWith("  |"))
                .toList();
        assertThat(bars).hasSize(2);
        assertThat(bars.get(0)).hasSize(Math.max(columns, 6 + 4)).matches("  \\|A+B+C+D+E+\\.+\\|");
        assertThat(bars.get(1)).hasSize(Math.max(columns, 5 + 4)).matches("  \\|A+B+C+D+E+\\|");
    }

    @Test
    void partsBesideEachOtherHaveDifferentColoursAndTheSlackHasNone() {
        assertThat(lines(backed(16), 13, Style.COLOURED))
                .contains(
                        "  |\u001b[36mA\u001b[0m\u001b[33mB\u001b[0m\u001b[32mC\u001b[0m\u001b[35mD\u001b[0m\u001b[34mE\u001b[0m....|");
    }
}
