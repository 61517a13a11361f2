package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import io.cowhand.testing.FileState;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.QemuIo;
import io.cowhand.testing.RequiresQemu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Expectations, waves, budgets and retries, with real images and the packaged program. */
@RequiresQemu
@Timeout(300)
class RolloutIT {

    private static final int IMAGES = 100;
    /** The positions after the last image of each wave. */
    private static final List<Integer> ENDS = List.of(2, 10, 50, 100);

    @TempDir
    private Path folder;

    private final List<Path> images = new ArrayList<>();
    private byte[] template = {};

    @BeforeEach
    void makeFleet() throws IOException {
        for (String store : List.of("old", "new")) {
            Files.write(Files.createDirectory(folder.resolve(store)).resolve("base"), new byte[1 << 20]);
        }
        String base = folder + "/old/base";
        Qemu.mustImg(folder, "create", "-q", "-f", "qcow2", "-u", "-b", base, "-F", "raw", "template", "1M");
        template = Files.readAllBytes(folder.resolve("template"));
        Path fleet = Files.createDirectory(folder.resolve("fleet"));
        for (int i = 0; i < IMAGES; i++) {
            images.add(Files.write(fleet.resolve("vm-%02d.qcow2".formatted(i)), template));
        }
        recipe(waves("0"));
    }

    private static String waves(String maxFailures) {
        return "rollout: {waves: [2, 10, 50%, 100%], max-failures: " + maxFailures + "}\n";
    }

    private void recipe(String keys) throws IOException {
        Files.writeString(
                folder.resolve("r.yaml"),
                "cowhand: 1\nname: r\nimages: [fleet/*.qcow2]\nsteps:\n" + "  - {op: move-backing, from: " + folder
                        + "/old, to: " + folder + "/new}\n" + keys);
    }

    private Cowhand.Ran apply(String... options) {
        return cowhand("apply", "--json", options);
    }

    private Cowhand.Ran cowhand(String command, String format, String... options) {
        List<String> arguments = new ArrayList<>(List.of(command, format, "r.yaml"));
        if (command.equals("apply")) {
            arguments.addAll(List.of("--state-dir", "state"));
        }
        arguments.addAll(List.of(options));
        return Cowhand.run(folder, arguments.toArray(String[]::new));
    }

    private static String status(Cowhand.Ran ran, int image) {
        return ran.images().get(image).get("status").asString();
    }

    private boolean isNew(int image) {
        return Qemu.info(images.get(image)).get("backing-filename").asString().equals(folder + "/new/base");
    }

    private void assertSummary(Cowhand.Ran ran, String status, int number) {
        assertThat(ran.summary().get(status).asInt()).as(status).isEqualTo(number);
    }

    private static JsonNode stop(Cowhand.Ran ran) {
        return ran.json().get(ran.json().size() - 1).path("stop");
    }

    /** What goes wrong with an image, and how that ends. */
    private enum Trouble {
        REFUSED {
            @Override
            QemuIo begin(Path folder, Path image) throws IOException {
                Qemu.mustImg(
                        folder,
                        "create",
                        "-q",
                        "-f",
                        "qcow2",
                        "-u",
                        "-b",
                        "json:{\"file\":\"" + folder + "/old/x\"}",
                        "-F",
                        "raw",
                        image.toString(),
                        "1M");
                return null;
            }
        },
        LOCKED {
            @Override
            QemuIo begin(Path folder, Path image) {
                return QemuIo.open(folder, "-f", "qcow2", image.toString());
            }
        },
        UNREADABLE {
            @Override
            QemuIo begin(Path folder, Path image) throws IOException {
                Files.writeString(image, "not an image");
                return null;
            }
        };

        abstract QemuIo begin(Path folder, Path image) throws IOException;
    }

    private static int begin(int wave) {
        return wave == 1 ? 0 : ENDS.get(wave - 2);
    }

    /** Three of a hundred images fail, in each wave in turn that has so many, and two may. */
    @ParameterizedTest
    @EnumSource(Trouble.class)
    void noWaveBeginsAfterOneInWhichTooManyImagesFail(Trouble trouble) throws IOException {
        for (int wave = 2; wave <= ENDS.size(); wave++) {
            for (Path image : images) {
                Files.write(image, template);
            }
            int end = ENDS.get(wave - 1);
            Set<Integer> failing = Set.of(begin(wave), begin(wave) + 2, end - 1);
            List<QemuIo> running = new ArrayList<>();
            try {
                for (int image : failing) {
                    QemuIo machine = trouble.begin(folder, images.get(image));
                    if (machine != null) {
                        running.add(machine);
                    }
                }
                recipe(waves("2"));
                Cowhand.Ran plan = cowhand("plan", "--json");
                Cowhand.Ran ran = apply();

                assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(1);
                assertThat(stop(ran).get("reason").asString()).isEqualTo("max-failures");
                assertThat(stop(ran).get("wave").asInt()).isEqualTo(wave);
                assertThat(stop(plan).get("wave").asInt()).as("foretold").isEqualTo(wave);
                for (int i = 0; i < IMAGES; i++) {
                    String expected = failing.contains(i)
                            ? trouble.name().toLowerCase(Locale.ROOT)
                            : i < end ? "changed" : "not-run";
                    assertThat(status(ran, i)).as("image %d, wave %d", i, wave).isEqualTo(expected);
                    if (!failing.contains(i)) {
                        assertThat(Files.mismatch(images.get(i), folder.resolve("template")) < 0)
                                .as("image %d is old", i)
                                .isEqualTo(i >= end);
                    }
                    int own = i < 2 ? 1 : i < 10 ? 2 : i < 50 ? 3 : 4;
                    assertThat(ran.images().get(i).get("wave").asInt()).isEqualTo(own);
                    assertThat(plan.images().get(i).get("wave").asInt()).isEqualTo(own);
                }
                assertSummary(ran, "not-run", IMAGES - end);
            } finally {
                running.forEach(QemuIo::close);
            }

            for (int image : failing) {
                Files.write(images.get(image), template);
            }
            Cowhand.Ran again = apply();
            assertThat(again.exit()).as(again.out() + again.err()).isZero();
            assertThat(stop(again).isMissingNode()).isTrue();
            assertSummary(again, "unchanged", end - 3);
            assertSummary(again, "changed", IMAGES - end + 3);
        }
        assertThat(IntStream.of(0, 2, 9, 10, 99).allMatch(this::isNew)).isTrue();
    }

    @Test
    void withinAWaveNoImageIsBegunOnceTheBudgetIsExceeded() throws IOException {
        Files.writeString(images.get(10), "not an image");

        Cowhand.Ran ran = apply("--jobs", "1");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(IntStream.range(0, 10).mapToObj(i -> status(ran, i))).containsOnly("changed");
        assertThat(IntStream.range(50, 100).mapToObj(i -> status(ran, i))).containsOnly("not-run");
        for (int i = 11; i < 50; i++) {
            assertThat(status(ran, i)).isEqualTo(isNew(i) ? "changed" : "not-run");
        }
    }

    @Test
    void aBudgetWithoutWavesStops() throws IOException {
        recipe("");
        Files.writeString(images.get(0), "not an image");

        Cowhand.Ran within = apply("--max-failures", "1%");
        assertSummary(within, "changed", 99);
        assertThat(stop(within).isMissingNode()).isTrue();
        assertThat(within.images().get(1).has("wave")).isFalse();

        for (Path image : images.subList(1, IMAGES)) {
            Files.write(image, template);
        }
        Cowhand.Ran beyond = apply("--max-failures", "0", "--jobs", "1");
        assertThat(beyond.exit()).isEqualTo(1);
        assertThat(stop(beyond).get("reason").asString()).isEqualTo("max-failures");
        assertThat(stop(beyond).has("wave")).isFalse();
        assertThat(beyond.summary().get("not-run").asInt()).isGreaterThan(50);
        assertThat(apply().exit()).as("without the option as ever").isEqualTo(1);
        assertThat(IntStream.range(1, IMAGES).allMatch(this::isNew)).isTrue();
    }

    @Test
    void lockedImagesThatExceedTheBudgetEndWithOne() {
        try (QemuIo machine = QemuIo.open(folder, "-f", "qcow2", images.get(0).toString())) {
            assertThat(machine.isOpen()).isTrue();
            assertThat(apply().exit()).isEqualTo(1);
            assertThat(apply("--max-failures", "1").exit())
                    .as("within the budget")
                    .isEqualTo(4);
        }
    }

    @Test
    void aRunEndsAfterTheWaveThatIsAskedForAndTheNextOneGoesOn() {
        Cowhand.Ran first = apply("--until-wave", "2");
        assertThat(first.exit()).as(first.err()).isZero();
        assertSummary(first, "changed", 10);
        assertSummary(first, "not-run", 90);
        assertThat(stop(first).get("reason").asString()).isEqualTo("until-wave");
        assertThat(isNew(9)).isTrue();
        assertThat(isNew(10)).isFalse();

        Cowhand.Ran text = cowhand("apply", "--all", "--until-wave", "3");
        assertThat(text.exit()).isZero();
        assertThat(text.out())
                .contains(
                        "\nfleet/vm-49.qcow2: changed, wave 3 (undo: same-backing)\n",
                        "\nfleet/vm-50.qcow2: not run, wave 4\n",
                        "\nWaves:\n  wave 1: 2 images, 0 changed\n  wave 2: 8 images, 0 changed\n"
                                + "  wave 3: 40 images, 40 changed\n  wave 4: 50 images, 50 not begun\n",
                        "\nEnded after wave 3, as --until-wave says. 50 images were not begun. To continue, apply again;"
                                + " images that are done stay unchanged.\n");

        Cowhand.Ran last = apply();
        assertThat(last.exit()).isZero();
        assertSummary(last, "unchanged", 50);
        assertSummary(last, "changed", 50);
    }

    @Test
    void theCommandBetweenTwoWavesFindsTheirResultsAndNothingElse() throws IOException {
        Files.writeString(folder.resolve("between.sh"), """
                echo "wave $COWHAND_WAVE"
                echo "$COWHAND_RUN" >> runs
                cp "$COWHAND_RESULTS" "results-$COWHAND_WAVE"
                stat -c %a "$COWHAND_RESULTS" >> modes
                echo "$COWHAND_RESULTS" >> files
                cat
                for fd in /proc/$$/fd/*; do readlink "$fd" >> descriptors; done
                true
                """);
        recipe("where: name != 'vm-00.qcow2'\n" + waves("0"));

        Cowhand.Ran ran = apply("--after-wave", ". ./between.sh");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.err()).isEqualTo("wave 1\nwave 2\nwave 3\n");
        String run = ran.json().get(ran.json().size() - 1).get("run").asString();
        assertThat(folder.resolve("runs")).hasContent((run + "\n").repeat(3));
        assertThat(folder.resolve("modes")).hasContent("600\n".repeat(3));
        assertThat(Files.readAllLines(folder.resolve("files"))).noneMatch(file -> Files.exists(Path.of(file)));
        // Without the skipped image, half of 99 is 50.
        assertThat(folder.resolve("results-1")).hasContent(lines(ran, 1, 3));
        assertThat(folder.resolve("results-2")).hasContent(lines(ran, 3, 11));
        assertThat(folder.resolve("results-3")).hasContent(lines(ran, 11, 51));
        assertThat(folder.resolve("results-4")).doesNotExist();
        assertThat(ran.images().get(0).has("wave")).as("skipped").isFalse();
        assertThat(Files.readAllLines(folder.resolve("descriptors")))
                .noneMatch(file -> file.contains("fleet") || file.contains("state") || file.contains(".journal"));
    }

    private static String lines(Cowhand.Ran ran, int from, int to) {
        return String.join("\n", ran.out().lines().toList().subList(from, to)) + "\n";
    }

    @Test
    void aCommandThatFailsStops() {
        Cowhand.Ran ran = apply("--after-wave", "test $COWHAND_WAVE != 2 || exit 3");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(stop(ran).get("reason").asString()).isEqualTo("after-wave");
        assertThat(stop(ran).get("message").asString()).isEqualTo("the --after-wave command ended with exit code 3");
        assertSummary(ran, "changed", 10);
        assertSummary(ran, "not-run", 90);
        assertThat(cowhand("apply", "--quiet", "--after-wave", "exit 1").out())
                .contains("Stopped after wave 1: the --after-wave command ended with exit code 1."
                        + " 98 images were not begun.");
    }

    @Test
    void theCommandDoesNotRunAfterTheLastWave() throws IOException {
        assertThat(apply("--after-wave", "echo >> ran").exit()).isZero();
        assertThat(folder.resolve("ran")).hasContent("\n\n\n");
        assertThat(apply("--after-wave", "echo >> until", "--until-wave", "2").exit())
                .isZero();
        assertThat(folder.resolve("until")).hasContent("\n");
    }

    @Test
    void anInterruptDuringTheCommandEndsBoth() throws Exception {
        Path out = folder.resolve("out");
        Process process = Cowhand.start(
                folder,
                out,
                "apply",
                "--json",
                "--state-dir",
                "state",
                "r.yaml",
                "--after-wave",
                "echo $$ > pid; sleep 1000 & echo $! > sleeper; wait");
        while (!Files.exists(folder.resolve("sleeper")) || Files.size(folder.resolve("sleeper")) == 0) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        process.destroy();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        for (String file : List.of("pid", "sleeper")) {
            long pid = Long.parseLong(Files.readString(folder.resolve(file)).strip());
            assertThat(isRunning(pid)).as(file).isFalse();
        }
        List<JsonNode> lines = Files.readAllLines(out).stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
        assertThat(lines).hasSize(IMAGES + 1);
        assertThat(lines.get(IMAGES).get("summary").get("changed").asInt()).isEqualTo(2);
        assertThat(lines.get(IMAGES).get("summary").get("not-run").asInt()).isEqualTo(98);
        assertThat(lines.get(IMAGES).has("stop"))
                .as("nothing but the interrupt")
                .isFalse();
        assertThat(Cowhand.run(folder, "recover", "--json", "--state-dir", "state")
                        .images())
                .isEmpty();
        assertThat(apply().exit()).isZero();
    }

    /** What has ended may still be listed until its new parent takes notice. */
    private static boolean isRunning(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "stat");
        return Files.exists(status) && !Files.readString(status).contains(") Z ");
    }

    @Test
    void imagesThatAreUnlockedInTimeAreChanged() throws Exception {
        QemuIo machine = QemuIo.open(folder, "-f", "qcow2", images.get(5).toString());
        Thread ends = new Thread(() -> {
            try {
                TimeUnit.SECONDS.sleep(2);
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
            machine.close();
        });
        ends.start();
        Cowhand.Ran ran = apply("--retry-locked", "60s");
        ends.join();

        assertThat(ran.exit()).as(ran.out()).isZero();
        assertSummary(ran, "changed", IMAGES);
        assertThat(ran.images().stream().map(image -> image.get("image").asString()))
                .isSorted()
                .doesNotHaveDuplicates()
                .hasSize(IMAGES);
        Cowhand.Ran shown = Cowhand.run(folder, "runs", "show", "--json", "--state-dir", "state", "last");
        assertThat(shown.images()).hasSize(IMAGES);
        assertThat(shown.summary().get("changed").asInt()).isEqualTo(IMAGES);
        assertThat(Cowhand.run(folder, "runs", "--state-dir", "state").out()).contains("100 written");
        assertThat(Cowhand.run(folder, "rollback", "--json", "--state-dir", "state", "last")
                        .summary()
                        .get("restored")
                        .asInt())
                .isEqualTo(IMAGES);
    }

    @Test
    void anInterruptEndsTheWaitingForLockedImages() throws Exception {
        try (QemuIo machine = QemuIo.open(folder, "-f", "qcow2", images.get(5).toString())) {
            assertThat(machine.isOpen()).isTrue();
            Path out = folder.resolve("out");
            Process process = Cowhand.start(
                    folder, out, "apply", "--json", "--state-dir", "state", "r.yaml", "--retry-locked", "1h");
            while (Files.mismatch(images.get(9), folder.resolve("template")) < 0) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            TimeUnit.MILLISECONDS.sleep(500);
            process.destroy();

            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(130);
            assertThat(Files.readAllLines(out).get(5)).contains("\"status\":\"locked\",\"wave\":2");
            assertThat(Files.readAllLines(out).get(10)).contains("\"status\":\"not-run\",\"wave\":3");
        }
        assertThat(Cowhand.run(folder, "recover", "--json", "--state-dir", "state")
                        .images())
                .isEmpty();
    }

    @Test
    void imagesThatStayLockedAreReportedWhenTheTimeIsUp() {
        try (QemuIo machine = QemuIo.open(folder, "-f", "qcow2", images.get(5).toString())) {
            assertThat(machine.isOpen()).isTrue();
            Cowhand.Ran ran = apply("--retry-locked", "1500ms", "--max-failures", "1");

            assertThat(ran.exit()).isEqualTo(4);
            assertThat(status(ran, 5)).isEqualTo("locked");
            assertSummary(ran, "changed", 99);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            images: {min: 101}  | expect: images: the recipe is for 100 images, but at least 101 are expected
            images: {max: 99}   | expect: images: the recipe is for 100 images, but at most 99 are expected
            changes: {max: 98}  | expect: changes: 99 images would change, but at most 98 are expected
            changes: {min: 100} | expect: changes: 99 images would change, but at least 100 are expected
            """)
    void nothingIsWrittenIfThePlanIsNotAsExpected(String expected, String message) throws IOException {
        Files.writeString(images.get(7), "not an image");
        recipe("expect: {" + expected + "}\n");
        List<FileState> before = images.stream().map(FileState::aged).toList();

        Cowhand.Ran ran = apply();
        Cowhand.Ran plan = cowhand("plan", "--json");

        assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(65);
        assertSummary(ran, "not-run", IMAGES);
        JsonNode problem = ran.json().get(IMAGES).get("problems").get(0);
        assertThat(problem.get("code").asString()).isEqualTo("expectation-failed");
        assertThat(problem.get("message").asString()).isEqualTo(message);
        assertThat(plan.exit()).isEqualTo(65);
        assertSummary(plan, "would-change", 99);
        assertThat(plan.json().get(IMAGES).get("problems").get(0).get("message").asString())
                .isEqualTo(message);
        assertThat(images.stream().map(FileState::of)).isEqualTo(before);
        assertThat(folder.resolve("state/runs")).isEmptyDirectory();
        assertThat(cowhand("plan", "--quiet", "--output", "saved.plan").exit()).isEqualTo(65);
        assertThat(folder.resolve("saved.plan")).doesNotExist();
        assertThat(cowhand("apply", "--quiet").out())
                .isEqualTo("The plan is not as the recipe expects; nothing was written:\n  " + message + "\n");
        assertThat(cowhand("plan", "--quiet").out())
                .endsWith("\nThe plan is not as the recipe expects; apply would write nothing:\n  " + message + "\n");
    }

    @Test
    void aPlanAsExpectedIsApplied() throws IOException {
        recipe("where: name != 'vm-00.qcow2'\nexpect: {images: {min: 99, max: 99}, changes: {max: 99}}\n");

        assertThat(cowhand("plan", "--json").exit()).isZero();
        Cowhand.Ran ran = apply();
        assertThat(ran.exit()).isZero();
        assertSummary(ran, "changed", 99);
        assertSummary(apply(), "unchanged", 99);
    }

    @Test
    void thePlanShowsTheWaves() throws IOException {
        Files.writeString(images.get(20), "not an image");

        assertThat(cowhand("plan", "--quiet").out()).isEqualTo("""
                1 image unreadable:
                  fleet/vm-20.qcow2 (wave 3): this is not a qcow2 image: it does not begin with "QFI\\xfb" [qemu]

                Apply would stop in wave 3: 1 image would fail, and max-failures is 0.
                """);
        assertThat(cowhand("plan", "--all").out()).contains("""

                Waves:
                  wave 1: 2 images, 2 would change
                  wave 2: 8 images, 8 would change
                  wave 3: 40 images, 39 would change, 1 would fail
                  wave 4: 50 images, 50 would change

                Apply would stop in wave 3: 1 image would fail, and max-failures is 0.

                99 would change, 0 unchanged, 0 skipped, 1 unreadable.
                """);
        assertThat(cowhand("plan", "--all", "--waves", "1%,100%", "--max-failures", "1")
                        .out())
                .contains("\n  wave 1: 1 image, 1 would change\n  wave 2: 99 images, 98 would change, 1 would fail\n")
                .doesNotContain("would stop");
    }

    @Test
    void aNameInSeveralEntriesIsOneImageOfAWave() throws IOException {
        Files.createSymbolicLink(folder.resolve("fleet/a-link.qcow2"), Path.of("vm-00.qcow2"));

        Cowhand.Ran plan = cowhand("plan", "--json");

        assertThat(plan.images()).hasSize(IMAGES);
        assertThat(plan.images().stream()
                        .limit(3)
                        .map(image -> image.get("image").asString()
                                + image.get("wave").asInt()))
                .containsExactly("fleet/a-link.qcow21", "fleet/vm-01.qcow21", "fleet/vm-02.qcow22");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --waves=10         | Invalid value for option '--waves': the last wave must be 100%, not 10
            --waves=10,5,100%  | Invalid value for option '--waves': waves must grow, but 5 follows 10
            --waves=a,100%     | Invalid value for option '--waves': "a" is neither a number of images, such as 10, nor
            --waves=           | Invalid value for option '--waves': "" is neither a number of images
            --max-failures=0%  | Invalid value for option '--max-failures': "0%" is neither a number of images
            --until-wave=5     | --until-wave 5: there are only 4 waves
            --until-wave=0     | --until-wave: waves are numbered from 1
            --retry-locked=0s  | Invalid value for option '--retry-locked': "0s" is not a duration greater than zero
            """)
    void wrongOptionsAreWrongUsage(String option, String message) {
        Cowhand.Ran ran = apply(option);

        assertThat(ran.exit()).isEqualTo(64);
        assertThat(ran.err()).startsWith("cowhand: " + message);
        assertThat(ran.out()).isEmpty();
        assertThat(isNew(0)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --until-wave=1    | --until-wave 1: there are no waves; name them in the recipe or with --waves
            --after-wave=true | --after-wave: there are no waves; name them in the recipe or with --waves
            """)
    void optionsForWavesNeedWaves(String option, String message) {
        Cowhand.Ran ran = apply("--waves", "none", option);

        assertThat(ran.exit()).isEqualTo(64);
        assertThat(ran.err()).isEqualTo("cowhand: " + message + "\n");
    }

    @Test
    void aPlanHasNoOptionsThatOnlyWritingNeeds() {
        for (String option : List.of("--until-wave=1", "--after-wave=true", "--retry-locked=1s")) {
            assertThat(cowhand("plan", "--json", option).exit()).as(option).isEqualTo(64);
        }
        assertThat(new HashSet<>(Stream.of("--waves=100%", "--max-failures=1%")
                        .map(option -> cowhand("plan", "--json", option).exit())
                        .toList()))
                .containsExactly(0);
    }
}
