package io.cowhand.cli;

import static io.cowhand.testing.PseudoTerminal.CLEAR_LINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import io.cowhand.testing.LockHolder;
import io.cowhand.testing.PseudoTerminal;
import io.cowhand.testing.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Progress on a terminal: it fits, it goes away, and it does not come where it is not wanted. */
@Tag("slow")
@Requires(programs = {"script", "stty"})
class ProgressIT {

    private static final int IMAGES = 3000;
    private static final String ESCAPE = "\u001b";
    private static final String PROGRESS = "planning ";
    /** The byte that QEMU locks to say that others must not write. */
    private static final int NO_WRITE = 201;

    @TempDir
    private static Path folder;

    private static String launcher = "";

    @BeforeAll
    static void makeFleet() throws IOException {
        launcher = Cowhand.install(folder.resolve("installed")).toString();
        makeImages(folder, IMAGES);
        Files.writeString(folder.resolve("r.yaml"), """
                cowhand: 1
                name: labels
                images: ["*.qcow2"]
                steps:
                  - {op: set-labels, labels: {owner: web}}
                """);
    }

    private static void makeImages(Path where, int count) throws IOException {
        Path image = Path.of("examples/images/disk-1.qcow2");
        for (int i = 0; i < count; i++) {
            Files.copy(image, where.resolve("vm-%04d.qcow2".formatted(i)));
        }
    }

    /**
     * Plans on a terminal, and returns what is written to it. The JVM only interprets, so that the plan takes seconds
     * on any machine.
     */
    private static String plan(int columns, String environment, String redirections) {
        String jvm = "export XDG_CACHE_HOME=none COWHAND_JAVA_OPTS=-Xint JAVA_HOME=" + System.getProperty("java.home")
                + "; ";
        return PseudoTerminal.written(
                folder, columns, jvm + environment, launcher + " plan --jobs 1 r.yaml " + redirections);
    }

    /** Returns the lines of progress, in order. */
    private static List<String> progress(String written) {
        return progress(written, PROGRESS);
    }

    private static List<String> progress(String written, String work) {
        return Pattern.compile(Pattern.quote(CLEAR_LINE) + "([^\r\n]*)")
                .matcher(written)
                .results()
                .map(line -> line.group(1))
                .filter(line -> line.startsWith(work))
                .toList();
    }

    @ParameterizedTest(name = "{0} columns")
    @CsvSource({
        "30, 'planning \\d+%(, \\d+:\\d\\d:\\d\\d left)?'",
        "120, 'planning \\[=* *] \\d+%, [\\d,]+ of 3,000 images, [\\d,.]+ a second(, \\d+:\\d\\d:\\d\\d left)?'"
    })
    void progressFitsTheTerminalAndIsGoneInTheEnd(int columns, String form) {
        String written = plan(columns, "", ">/dev/null");

        assertThat(progress(written))
                .hasSizeGreaterThan(1)
                .allSatisfy(line -> assertThat(line).matches(form).hasSizeLessThanOrEqualTo(columns));
        assertThat(PseudoTerminal.remaining(written)).isEmpty();
    }

    @Test
    void progressDoesNotMixWithResultsAndHasNoColour() {
        String written = plan(80, "export NO_COLOR=1; ", "");

        assertThat(progress(written)).hasSizeGreaterThan(1);
        assertThat(written.replace(CLEAR_LINE, "")).doesNotContain(ESCAPE, "\r");
        assertThat(Cowhand.withoutDigests(PseudoTerminal.remaining(written)))
                .startsWith("labels: 1 step, 3,000 images. Dry run: nothing is written.\n")
                .endsWith("3,000 would change, 0 unchanged, 0 skipped.\nDigest sha256:….\n")
                .doesNotContain(PROGRESS);
    }

    /** In each wave an image is locked, so that it takes some seconds. */
    @Test
    void aRolloutNamesItsWavesTheFailuresAndTheLockedImagesThatItTriesAgain() throws IOException {
        Path fleet = Files.createDirectory(folder.resolve("fleet"));
        makeImages(fleet, 60);
        Files.writeString(fleet.resolve("waves.yaml"), Files.readString(folder.resolve("r.yaml")) + """
                rollout: {waves: [40, 100%], max-failures: 5}
                """);
        String written;
        try (LockHolder first = LockHolder.start(fleet.resolve("vm-0010.qcow2"));
                LockHolder second = LockHolder.start(fleet.resolve("vm-0050.qcow2"))) {
            first.lock(NO_WRITE);
            second.lock(NO_WRITE);
            written = PseudoTerminal.written(
                    folder,
                    100,
                    "",
                    Cowhand.command("apply", "--state-dir", "state", "--retry-locked", "3s", "fleet/waves.yaml")
                            + " >/dev/null");
        }

        assertThat(progress(written, "applying "))
                .allMatch(line -> line.length() <= 100)
                .allSatisfy(line -> assertThat(line)
                        .matches("applying wave [12] of 2 (\\[[= ]{20}] )?\\d+%, \\d+ of [24]0 images,"
                                + " [0-2] failed \\(limit 5\\)(, [\\d.]+ a second)?(, \\d:\\d\\d:\\d\\d left)?"
                                + "(, 1 locked, trying again)?"))
                .contains(
                        "applying wave 1 of 2 25%, 10 of 40 images, 0 failed (limit 5), 1 locked, trying again",
                        "applying wave 2 of 2 50%, 10 of 20 images, 1 failed (limit 5), 1 locked, trying again");
        assertThat(PseudoTerminal.remaining(written)).isEmpty();
    }

    @Test
    void aDumbTerminalGetsNoControlSequences() {
        assertThat(Cowhand.withoutDigests(plan(80, "export NO_COLOR=1 TERM=dumb; ", "")))
                .endsWith("3,000 would change, 0 unchanged, 0 skipped.\nDigest sha256:….\n")
                .doesNotContain(ESCAPE, "\r", PROGRESS);
    }

    @Test
    void withoutATerminalForMessagesNothingIsShown() throws IOException {
        assertThat(plan(80, "", "2>messages")).contains("3,000 would change").doesNotContain("\r", PROGRESS);
        assertThat(folder.resolve("messages")).isEmptyFile();
    }
}
