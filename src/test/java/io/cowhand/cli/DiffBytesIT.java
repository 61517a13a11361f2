package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.RequiresQemu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --diff bytes}: the dumped bytes are those of the files. */
class DiffBytesIT {

    private static final Pattern LINE =
            Pattern.compile("(?m)^  ([-+]) ([0-9a-f]{6})  ([0-9a-f ]{47,48})  \\|(.{16})\\|$");
    private static final int ROW = 16;
    private static final String FIRST = "  the bytes of vm-1.qcow2:\n  sector 0, offset 0\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void makeFleet() throws IOException {
        for (String name : List.of("vm-1.qcow2", "vm-2.qcow2")) {
            Files.copy(Path.of("examples/images/web-1.qcow2"), folder.resolve(name));
        }
        Files.writeString(folder.resolve("r.yaml"), """
                cowhand: 1
                name: relocate
                images: ["*.qcow2"]
                steps:
                  - {op: move-backing, from: /mnt/nfs1, to: /srv/elsewhere}
                  - {op: set-labels, labels: {owner: web}}
                """);
    }

    private String shown(String... arguments) {
        Cowhand.Ran ran = Cowhand.run(folder, arguments);
        assertThat(ran.exit()).as(ran.err()).isZero();
        return ran.out();
    }

    /** The dumped lines with a sign, by their offsets. */
    private static Map<Integer, String> dumped(String text, String sign) {
        Map<Integer, String> lines = new TreeMap<>();
        for (MatchResult line : LINE.matcher(text).results().toList()) {
            if (line.group(1).equals(sign)) {
                lines.put(Integer.parseInt(line.group(2), 16), line.group(3).replace(" ", ""));
            }
        }
        return lines;
    }

    /** The lines in which two files differ, as the second one has them. */
    private static Map<Integer, String> differing(byte[] before, byte[] after) {
        Map<Integer, String> lines = new TreeMap<>();
        for (int at = 0; at < after.length; at += ROW) {
            if (!Arrays.equals(before, at, at + ROW, after, at, at + ROW)) {
                lines.put(at, HexFormat.of().formatHex(after, at, at + ROW));
            }
        }
        return lines;
    }

    @Test
    void thePlanShowsExactlyTheLinesThatApplyChangesAndTheRollbackTheOpposite() throws IOException {
        byte[] before = Files.readAllBytes(folder.resolve("vm-1.qcow2"));
        String plan = shown("plan", "--diff", "bytes", "r.yaml");
        String applied = shown("apply", "--diff=bytes", "--state-dir", "state", "r.yaml");
        byte[] after = Files.readAllBytes(folder.resolve("vm-1.qcow2"));
        String recorded = shown("runs", "show", "--diff", "bytes", "--state-dir", "state", "last");
        String back = shown("rollback", "--dry-run", "--diff", "bytes", "--state-dir", "state", "last");

        assertThat(plan).contains("\n2 images would change: vm-1.qcow2, vm-2.qcow2 (undo: ", FIRST);
        assertThat(differing(before, after)).isNotEmpty();
        for (String text : List.of(plan, applied, recorded)) {
            assertThat(dumped(text, "-")).isEqualTo(differing(after, before));
            assertThat(dumped(text, "+")).isEqualTo(differing(before, after));
        }
        assertThat(dumped(back, "-")).isEqualTo(differing(before, after));
        assertThat(dumped(back, "+")).isEqualTo(differing(after, before));
    }

    @Test
    void allShowsTheBytesOfEveryImage() {
        assertThat(shown("plan", "--all", "--diff", "bytes", "r.yaml").split("  the bytes:\n", -1))
                .hasSize(3);
        assertThat(shown("plan", "--all", "r.yaml")).doesNotContain("the bytes");
    }

    @Test
    void aSavedPlanHasTheBytesAndSavedResultsDoNot() throws IOException {
        String plan = shown("plan", "--diff", "bytes", "-o", "fleet.plan", "r.yaml");
        Files.writeString(folder.resolve("results.jsonl"), shown("plan", "--json", "--diff", "bytes", "r.yaml"));

        assertThat(shown("show", "--diff", "bytes", "fleet.plan")).isEqualTo(plan);
        assertThat(shown("show", "--diff", "bytes", "results.jsonl"))
                .contains("\n  the bytes of vm-1.qcow2 are not in these results; a saved plan has them\n");
        String applied = shown("apply", "--diff", "bytes", "--state-dir", "state", "fleet.plan");
        assertThat(dumped(applied, "+")).isNotEmpty().isEqualTo(dumped(plan, "+"));
    }

    @Test
    @RequiresQemu
    void aSectorThatIsNotTheFirstIsShownFromTheJournalToo() throws IOException {
        Files.writeString(folder.resolve("poke.yaml"), """
                cowhand: 1
                name: poke
                images: [large.qcow2]
                steps:
                  - {op: poke, offset: 1030, hex: beef, unsafe: true}
                """);
        Qemu.mustImg(folder, "create", "-f", "qcow2", "large.qcow2", "1M");
        shown("apply", "--state-dir", "state", "poke.yaml");
        assertThat(shown("runs", "show", "--diff", "bytes", "--state-dir", "state", "last"))
                .contains("""
                  the bytes of %s/large.qcow2:
                  sector 2, offset 1024
                  - 000400  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|
                  + 000400  00 00 00 00 00 00 be ef  00 00 00 00 00 00 00 00  |................|
                    000410  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|
                """.formatted(folder));
    }

    @Test
    void reportsInTextHaveTheBytesWithoutColours() throws IOException {
        shown("plan", "--diff", "bytes", "--color", "always", "--report", "plan.txt", "--report", "plan.md", "r.yaml");
        assertThat(Files.readString(folder.resolve("plan.txt"))).contains(FIRST).doesNotContain("\u001b");
        assertThat(Files.readString(folder.resolve("plan.md"))).doesNotContain("the bytes");
    }
}
