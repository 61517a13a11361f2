package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cowhand.testing.Cowhand;
import io.cowhand.testing.DeadMount;
import io.cowhand.testing.Qemu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * A FIFO that takes an image's place after it was looked at is opened, and never answers. The program ends all the same.
 */
@Timeout(300)
class DeadFilesIT {

    private static final Path GOOD = Path.of("examples/images/web-1.qcow2").toAbsolutePath();
    private static final int IMAGES = 40;

    @TempDir
    private Path folder;

    private volatile boolean isOver;

    /** Images that stay where they are, and others in whose place there are FIFOs now and then. */
    @BeforeEach
    void makeFleet() throws IOException {
        for (String name : new String[] {"still", "good", "dead"}) {
            Files.createDirectory(folder.resolve(name));
        }
        for (int i = 0; i < IMAGES; i++) {
            String image = "/vm-%02d.qcow2".formatted(i);
            Files.copy(GOOD, folder.resolve("still" + image));
            Files.copy(GOOD, folder.resolve("good" + image));
            assertThat(Qemu.run(folder, List.of("mkfifo", "dead" + image)).ok()).isTrue();
        }
        Files.createSymbolicLink(folder.resolve("moving"), Path.of("good"));
        Files.writeString(folder.resolve("r.yaml"), """
                cowhand: 1
                name: dead files
                images: ["moving/*.qcow2", "still/*.qcow2"]
                steps:
                  - {op: set-backing-format, format: raw, if-present: replace}
                """);
    }

    /**
     * Exchanges the images and the FIFOs, as fast as the system does it. When a FIFO is opened is up to the scheduler, so the
     * tests go on until that happens.
     */
    private Thread exchange() {
        Thread thread = new Thread(() -> {
            try {
                while (!isOver) {
                    exchange("dead");
                    exchange("good");
                }
            } catch (IOException error) {
                throw new AssertionError(error);
            }
        });
        thread.start();
        return thread;
    }

    private void exchange(String with) throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("next"), Path.of(with));
        Files.move(link, folder.resolve("moving"), StandardCopyOption.ATOMIC_MOVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "inspect"})
    void whatDoesNotAnswerIsUnreadableAndAllOthersAreDone(String command) throws InterruptedException {
        Thread exchange = exchange();
        long dead = 0;
        try {
            for (int attempt = 0; attempt < 3 || dead == 0; attempt++) {
                Cowhand.Ran ran = command.equals("plan")
                        ? Cowhand.run(folder, "plan", "--json", "--io-timeout", "1s", "r.yaml")
                        : Cowhand.run(
                                folder, "inspect", "--json", "--io-timeout", "1s", "moving/*.qcow2", "still/*.qcow2");

                assertThat(ran.images()).hasSize(2 * IMAGES);
                assertThat(ran.images().subList(IMAGES, 2 * IMAGES)).allMatch(DeadFilesIT::isGood);
                assertThat(ran.exit()).isEqualTo(ran.images().stream().allMatch(DeadFilesIT::isGood) ? 0 : 1);
                dead += ran.images().stream()
                        .filter(image -> image.toString().contains("no answer within 1 s"))
                        .count();
            }
        } finally {
            isOver = true;
            exchange.join();
        }
    }

    private static boolean isGood(JsonNode image) {
        return image.has("status")
                ? image.get("status").asString().equals("would-change")
                : image.get("opens").asBoolean();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "apply", "inspect"})
    void aSignalEndsTheProgramThoughAFileDoesNotAnswer(String command) throws IOException, InterruptedException {
        Thread exchange = exchange();
        boolean wasStuck = false;
        try {
            while (!wasStuck) {
                Process process = switch (command) {
                    case "inspect" -> Cowhand.start(folder, "inspect", "moving/*.qcow2", "still/*.qcow2");
                    case "apply" -> Cowhand.start(folder, "apply", "--state-dir", "state", "r.yaml");
                    default -> Cowhand.start(folder, "plan", "r.yaml");
                };
                // A run of so few images takes a second.
                wasStuck = !process.waitFor(5, TimeUnit.SECONDS);
                if (wasStuck) {
                    process.destroy();
                    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
                    assertThat(process.exitValue()).isEqualTo(130);
                }
            }
        } finally {
            isOver = true;
            exchange.join();
        }
    }

    @Test
    void aLimitThatIsNoneIsRefused() {
        for (String limit : new String[] {"60", "0s", "1d", ""}) {
            Cowhand.Ran ran = Cowhand.run(folder, "plan", "--io-timeout", limit, "r.yaml");

            assertThat(ran.exit()).isEqualTo(64);
            assertThat(ran.err()).contains("--io-timeout").contains("such as 500ms, 30s, 2m or 1h");
        }
    }

    /** Runs the program where the folder {@code still/dead} is a mount that does not answer. */
    private Qemu.Ran besideADeadMount(String... arguments) throws IOException {
        Path dead = Files.createDirectories(folder.resolve("still/dead"));
        assumeTrue(DeadMount.isPossible(dead), "mounting takes root");
        return Qemu.run(folder, DeadMount.command(dead, List.of("sh", "-c", "exec " + Cowhand.command(arguments))));
    }

    private Qemu.Ran planBesideADeadMount(String images) throws IOException {
        Files.writeString(
                folder.resolve("r.yaml"),
                Files.readString(folder.resolve("r.yaml"))
                        .replace("[\"moving/*.qcow2\", \"still/*.qcow2\"]", "[\"still/*.qcow2\", \"" + images + "\"]"));
        return besideADeadMount("plan", "--io-timeout", "1s", "r.yaml");
    }

    @ParameterizedTest
    @CsvSource({
        "still/**/*.qcow2, still/dead",
        "still/dead/*.qcow2, still/dead",
        "still/*/a/b.qcow2, still/dead",
        "still/dead/a.qcow2, still/dead/a.qcow2",
    })
    void aMountThatDoesNotAnswerIsNamedAndNothingIsPlanned(String images, String named) throws IOException {
        Qemu.Ran ran = planBesideADeadMount(images);

        assertThat(ran.exit()).isEqualTo(65);
        assertThat(ran.output()).isEqualTo("r.yaml:3:27: /images/1: " + named + ": no answer within 1 s\n");
    }

    @Test
    void anInspectionNamesTheMountThatDoesNotAnswer() throws IOException {
        for (String image : new String[] {"still", "still/dead/a.qcow2", "still/dead/*"}) {
            Qemu.Ran ran = besideADeadMount("inspect", "-r", "--io-timeout", "1s", "good", "'" + image + "'");

            assertThat(ran.exit()).isEqualTo(65);
            assertThat(ran.output()).startsWith("cowhand: still/dead").endsWith(": no answer within 1 s\n");
        }
    }

    @Test
    void aMountThatDoesNotAnswerIsNoMatterWhereNothingInItIsAskedFor() throws IOException {
        assertThat(planBesideADeadMount("good/*.qcow2").exit()).isZero();
    }
}
