package io.cowhand.cli;

import static io.cowhand.testing.PseudoTerminal.CLEAR_LINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
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

    @TempDir
    private static Path folder;

    private static String launcher = "";

    @BeforeAll
    static void makeFleet() throws IOException {
        launcher = Cowhand.install(folder.resolve("installed")).toString();
        Path image = Path.of("examples/images/disk-1.qcow2");
        for (int i = 0; i < IMAGES; i++) {
            Files.copy(image, folder.resolve("vm-%04d.qcow2".formatted(i)));
        }
        Files.writeString(folder.resolve("r.yaml"), """
                cowhand: 1
                name: labels
                images: ["*.qcow2"]
                steps:
                  - {op: set-labels, labels: {owner: web}}
                """);
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
        return Pattern.compile(Pattern.quote(CLEAR_LINE) + "([^\r\n]*)")
                .matcher(written)
                .results()
                .map(line -> line.group(1))
                .filter(line -> line.startsWith(PROGRESS))
                .toList();
    }

    @ParameterizedTest(name = "{0} columns")
    @CsvSource({
        "40, 'planning \\d+%, \\d+:\\d\\d:\\d\\d left'",
        "120, 'planning \\[=* *] \\d+%, [\\d,]+ of 3,000 images, [\\d,.]+ a second, \\d+:\\d\\d:\\d\\d left'"
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
