package io.cowhand.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.fleet.HeaderWindows;
import java.util.List;
import org.junit.jupiter.api.Test;

class HexDiffTest {

    private static final Bytes ZEROS = Bytes.zeros(2048);

    private static List<String> lines(Bytes before, Bytes after) {
        return HexDiff.lines(new HeaderWindows(before, after, 0), Style.PLAIN, Integer.MAX_VALUE);
    }

    @Test
    void linesThatDifferAreShownOldAndNewWithOneLineAroundThem() {
        assertThat(lines(ZEROS, ZEROS.with(40, Bytes.utf8("/srv/\u00e9~")).with(143, Bytes.of(0x7f))))
                .containsExactly(
                        "  sector 0, offset 0",
                        "    000010  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|",
                        "  - 000020  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|",
                        "  + 000020  00 00 00 00 00 00 00 00  2f 73 72 76 2f c3 a9 7e  |......../srv/..~|",
                        "    000030  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|",
                        "    …",
                        "    000070  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|",
                        "  - 000080  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|",
                        "  + 000080  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 7f  |................|",
                        "    000090  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|")
                .allMatch(line -> line.length() <= 80);
    }

    @Test
    void aSectorThatDoesNotDifferIsLeftOutAndContextStaysWithinASector() {
        assertThat(lines(ZEROS, ZEROS.with(511, Bytes.of(1)).with(1536, Bytes.of(2))))
                .containsExactly(
                        "  sector 0, offset 0",
                        "    0001e0  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|",
                        "  - 0001f0  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|",
                        "  + 0001f0  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 01  |................|",
                        "  sector 3, offset 1536",
                        "  - 000600  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|",
                        "  + 000600  02 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|",
                        "    000610  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|");
    }

    @Test
    void aWindowMayEndWithinALine() {
        Bytes before = Bytes.utf8("QFI\u0000");
        assertThat(lines(before, before.with(3, Bytes.of(0x1b))))
                .containsExactly(
                        "  sector 0, offset 0",
                        "  - 000000  51 46 49 00                                       |QFI.|",
                        "  + 000000  51 46 49 1b                                       |QFI.|");
    }

    @Test
    void bytesThatDifferAreColoured() {
        assertThat(HexDiff.lines(
                        new HeaderWindows(Bytes.utf8("abc"), Bytes.utf8("aBc"), 0), Style.COLOURED, Integer.MAX_VALUE))
                .containsExactly(
                        "  sector 0, offset 0",
                        "  - 000000  61 \u001b[31m62\u001b[0m 63                                          |a\u001b[31mb\u001b[0mc|",
                        "  + 000000  61 \u001b[32m42\u001b[0m 63                                          |a\u001b[32mB\u001b[0mc|");
    }

    @Test
    void linesBeyondTheLimitAreCounted() {
        Bytes after = ZEROS.with(0, Bytes.utf8("x".repeat(600)));
        List<String> lines = HexDiff.lines(new HeaderWindows(ZEROS, after, 0), Style.PLAIN, 3);
        assertThat(lines).hasSize(8).startsWith("  sector 0, offset 0").endsWith("  … 35 more lines; --all shows all");
        assertThat(HexDiff.lines(new HeaderWindows(ZEROS, after, 0), Style.PLAIN, 37))
                .endsWith("  … 1 more line; --all shows all");
        assertThat(HexDiff.lines(new HeaderWindows(ZEROS, after, 0), Style.PLAIN, 38))
                .noneMatch(line -> line.contains("more"));
    }
}
