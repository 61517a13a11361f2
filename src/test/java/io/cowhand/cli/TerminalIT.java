package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import io.cowhand.testing.PseudoTerminal;
import io.cowhand.testing.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the program prints to a terminal; script(1) provides one. */
@Requires(programs = {"script", "stty"})
class TerminalIT {

    private static final Path IMAGE = Path.of("examples/images/web-1.qcow2").toAbsolutePath();
    private static final String COLOUR = "\u001b[";

    @TempDir
    private Path folder;

    @BeforeEach
    void makeRecipe() throws IOException {
        Files.copy(IMAGE, folder.resolve("web-1.qcow2"));
        Files.writeString(folder.resolve("r.yaml"), """
                cowhand: 1
                name: relocate
                images: [web-1.qcow2]
                steps:
                  - {op: move-backing, from: /mnt/nfs1, to: /srv/ceph}
                """);
    }

    /** Runs a command on a terminal of 40 columns, and returns what it shows. */
    private String onTerminal(String environment, String command) {
        return PseudoTerminal.written(folder, 40, environment, command);
    }

    private static String plan(String... options) {
        return Cowhand.command("plan", "r.yaml") + " " + String.join(" ", options);
    }

    @Test
    void textWrapsAtTheWidthOfTheTerminalAtWords() {
        assertThat(Cowhand.withoutDigests(onTerminal("", plan()))).isEqualTo("""
                        relocate: 1 step, 1 image. Dry run:
                            nothing is written.

                        \u001b[32m1 image would change: web-1.qcow2 (undo:
                            same-backing)\u001b[0m
                          step 1 move-backing   backing_file
                              "/mnt/nfs1/debian-12.qcow2" ->
                              "/srv/ceph/debian-12.qcow2"

                        1 would change, 0 unchanged, 0 skipped.
                        Digest
                            sha256:….
                        """);
        assertThat(onTerminal("export COLUMNS=60; ", plan()))
                .startsWith("relocate: 1 step, 1 image. Dry run: nothing is written.\n");
    }

    @Test
    void messagesWrapToo() {
        assertThat(onTerminal("", plan("--limit", "none", ">/dev/null")).lines())
                .hasSizeGreaterThan(1)
                .allMatch(line -> line.length() <= 40);
    }

    @Test
    void linesAreNotCutElsewhere() {
        String shown = onTerminal("", plan("| cat"));
        assertThat(shown)
                .contains("relocate: 1 step, 1 image. Dry run: nothing is written.\n")
                .doesNotContain(COLOUR);
        assertThat(onTerminal("", plan("--json")).lines()).hasSize(2).allMatch(line -> line.endsWith("}"));
    }

    @Test
    void noColorAndADumbTerminalMeanNoColour() {
        assertThat(onTerminal("export NO_COLOR=1; ", plan())).doesNotContain(COLOUR);
        assertThat(onTerminal("export NO_COLOR=; ", plan())).contains(COLOUR);
        assertThat(onTerminal("export TERM=dumb; ", plan())).doesNotContain(COLOUR);
    }

    @Test
    void aDrawingOfTheFirstClusterFitsTheTerminalAndItsPartsAreThoseOfInspect() {
        String shown = onTerminal("export NO_COLOR=1; ", Cowhand.command("inspect", "--layout", "web-1.qcow2"));
        JsonNode extension = Cowhand.run(folder, "inspect", "--json", "web-1.qcow2")
                .images()
                .get(0)
                .at("/extensions/0");

        assertThat(shown.lines().filter(line -> line.startsWith("  |")))
                .hasSize(2)
                .allMatch(line -> line.length() == 40);
        assertThat(shown)
                .isASCII()
                .doesNotContain(COLOUR)
                .contains("extension " + extension.get("type").asString());
        assertThat(shown.replaceAll("\\s+", " "))
                .contains(" bytes at " + extension.get("offset").asInt() + " C end marker");
        assertThat(onTerminal("", Cowhand.command("inspect", "--layout", "web-1.qcow2")))
                .contains(COLOUR);
    }

    @Test
    void aHexDumpFitsATerminalOf80ColumnsAndAPageOfHelpAnyOne() {
        String plan = PseudoTerminal.written(folder, 80, "", plan("--diff", "bytes"));
        assertThat(plan.replaceAll("\u001b\\[\\d+m", "").lines())
                .allMatch(line -> line.length() <= 80)
                .filteredOn(line -> line.matches("  [-+] [0-9a-f]{6}  .*"))
                .isNotEmpty()
                .allMatch(line -> line.length() == 80 && line.endsWith("|"));
        assertThat(plan).contains("\u001b[31m6d\u001b[0m", "\u001b[32m73\u001b[0m");
        assertThat(onTerminal("", Cowhand.command("ops", "move-backing")).lines())
                .contains("      The leading path components to")
                .allMatch(line -> line.length() <= 40);
        assertThat(onTerminal("", Cowhand.command("rules", "cluster-bits-out-of-range"))
                        .lines())
                .allMatch(line -> line.length() <= 40);
    }

    @Test
    void aSummaryOfAFleetWrapsItsValuesBelowTheirBeginning() {
        String examples = Path.of("examples/images").toAbsolutePath().toString();
        List<String> lines = onTerminal("export COLUMNS=50; ", Cowhand.command("inspect", "-r", "--summary", examples))
                .replaceAll("\u001b\\[\\d+m", "")
                .lines()
                .toList();

        assertThat(lines)
                .hasSizeLessThan(40)
                .allMatch(line -> line.length() <= 50 || !line.strip().contains(" "));
        int sizes = lines.indexOf(lines.stream()
                .filter(line -> line.startsWith("file sizes           total "))
                .findFirst()
                .orElseThrow());
        assertThat(lines.get(sizes + 1)).matches(" {21}\\S.*");
    }
}
