package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import io.cowhand.testing.FileState;
import io.cowhand.testing.FirstCluster;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.RequiresQemu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program is killed while it applies a recipe, at moments that nobody chose.
 *
 * <p>{@code -Dcrashes=200} makes more of them, {@code -Dcrashes.seed=…} others.
 */
class CrashIT {

    private static final int CRASHES = Integer.getInteger("crashes", 6);
    private static final long SEED = Long.getLong("crashes.seed", 20_261_124);
    private static final int IMAGES = 500;

    @TempDir
    private Path folder;

    private List<Path> makeFleet() throws IOException {
        Path fleet = Files.createDirectories(folder.resolve("fleet"));
        List<Path> images = new ArrayList<>();
        for (int i = 0; i < IMAGES; i++) {
            Path image = fleet.resolve("vm-%03d.qcow2".formatted(i));
            FirstCluster.v3(9)
                    .extension(FirstCluster.BACKING_FORMAT, "qcow2")
                    .end()
                    .name("/old/base-" + i)
                    .write(image, 5 * 512);
            images.add(image);
        }
        Files.writeString(
                folder.resolve("r.yaml"),
                "cowhand: 1\nname: r\nimages: [fleet/*.qcow2]\nsteps:\n"
                        + "  - {op: move-backing, from: /old, to: /a/much/longer/path/to/the/new/place}\n");
        return images;
    }

    @Test
    @RequiresQemu
    void afterAnyCrashEveryHeaderIsOldOrNewAndOneCommandTakesAllBack() throws Exception {
        System.out.println("crashes.seed=" + SEED + " crashes=" + CRASHES);
        Random random = new Random(SEED);
        List<Path> images = makeFleet();
        List<FileState> before = images.stream().map(FileState::of).toList();
        int interrupted = 0;
        for (int crash = 0; crash < CRASHES; crash++) {
            String state = "state-" + crash;
            Process process = Cowhand.start(folder, "apply", "--quiet", "--state-dir", state, "r.yaml");
            // From before it has begun to when it is done.
            if (!process.waitFor(200 + random.nextInt(500), TimeUnit.MILLISECONDS)) {
                interrupted++;
            }
            process.destroyForcibly().waitFor();
            List<FileState> left = images.stream().map(FileState::of).toList();

            Cowhand.Ran recover = Cowhand.run(folder, "recover", "--state-dir", state);
            assertThat(recover.exit()).as(recover.out() + recover.err()).isZero();
            for (int i = 0; i < images.size(); i++) {
                boolean isOld = FileState.of(images.get(i))
                        .content()
                        .equals(before.get(i).content());
                assertThat(isOld || FileState.of(images.get(i)).equals(left.get(i)))
                        .as("%s is old, or as it was left", images.get(i))
                        .isTrue();
            }

            Cowhand.Ran again = Cowhand.run(folder, "apply", "--quiet", "--state-dir", state, "r.yaml");
            assertThat(again.exit()).as(again.out() + again.err()).isZero();
            Cowhand.Ran none = Cowhand.run(folder, "plan", "--json", "r.yaml");
            assertThat(none.summary().get("unchanged").asInt()).isEqualTo(IMAGES);
            assertThat(Qemu.opens(images.get(crash % IMAGES))).isTrue();

            takeAllBack(state);
            for (int i = 0; i < images.size(); i++) {
                assertThat(FileState.of(images.get(i)).content())
                        .as("%s", images.get(i))
                        .isEqualTo(before.get(i).content());
            }
        }
        System.out.println("interrupted " + interrupted + " of " + CRASHES);
        assertThat(interrupted).isPositive();
    }

    /** All runs of a state directory, the last one first. */
    private void takeAllBack(String state) throws IOException {
        List<String> runs;
        try (Stream<Path> files = Files.list(folder.resolve(state).resolve("runs"))) {
            runs = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".journal"))
                    .map(name -> name.replace(".journal", ""))
                    .sorted()
                    .toList();
        }
        for (int i = runs.size() - 1; i >= 0; i--) {
            Cowhand.Ran rollback = Cowhand.run(folder, "rollback", "--quiet", "--state-dir", state, runs.get(i));
            assertThat(rollback.exit()).as(rollback.out() + rollback.err()).isZero();
        }
    }

    @Test
    void aStateDirectoryThatCannotBeUsedIsToldBeforeAnythingIsTouched() throws IOException {
        Path image = makeFleet().get(0);
        Path file = Files.createFile(folder.resolve("file"));
        FileState found = FileState.aged(image);

        Cowhand.Ran ran = Cowhand.run(folder, "apply", "--state-dir", file.toString(), "r.yaml");

        assertThat(ran.exit()).isEqualTo(73);
        assertThat(ran.err()).contains("the state directory " + file + " cannot be used");
        assertThat(FileState.of(image)).isEqualTo(found);
    }

    @Test
    void runsAreListedShownTakenBackAndPruned() throws IOException {
        makeFleet();
        Cowhand.Ran apply = Cowhand.run(
                folder,
                "apply",
                "--json",
                "--state-dir",
                "state",
                "--limit",
                "**/vm-00[0-2].qcow2",
                "--reason",
                "why",
                "r.yaml");
        String run = apply.json().get(apply.json().size() - 1).get("run").asString();

        assertThat(Cowhand.run(folder, "runs", "--state-dir", "state").out()).contains(run, "3 written", "ended");
        assertThat(Cowhand.run(folder, "runs", "show", "--state-dir", "state", run)
                        .out())
                .contains("why", "r.yaml", "fleet/vm-001.qcow2: written");
        Cowhand.Ran dry = Cowhand.run(folder, "rollback", "--dry-run", "--json", "--state-dir", "state", run);
        assertThat(dry.summary().get("restored").asInt()).isEqualTo(3);
        Cowhand.Ran one =
                Cowhand.run(folder, "rollback", "--json", "--limit", "**/vm-001.qcow2", "--state-dir", "state", run);
        assertThat(one.images()).hasSize(1);
        Cowhand.Ran rest = Cowhand.run(folder, "rollback", "--json", "--state-dir", "state", run);
        assertThat(rest.summary().get("restored").asInt()).isEqualTo(2);
        assertThat(rest.summary().get("unchanged").asInt()).isEqualTo(1);
        assertThat(Cowhand.run(folder, "rollback", "--state-dir", "state", "none")
                        .exit())
                .isEqualTo(64);
        assertThat(Cowhand.run(folder, "runs", "prune", "--state-dir", "state", "--older-than", "1d")
                        .out())
                .isEmpty();
        assertThat(Cowhand.run(folder, "runs", "prune", "--state-dir", "state", "--older-than", "0h")
                        .out())
                .hasLineCount(3);
        assertThat(Cowhand.run(folder, "runs", "--state-dir", "state").out()).isEmpty();
    }
}
