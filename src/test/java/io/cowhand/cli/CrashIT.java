package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.testing.Cowhand;
import io.cowhand.testing.FileState;
import io.cowhand.testing.FirstCluster;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.RequiresQemu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program is killed while it applies a recipe, at moments that nobody chose.
 *
 * <p>{@code -Dcrashes=200} makes more of them, {@code -Dcrashes.seed=…} others.
 */
@Tag("slow")
class CrashIT {

    private static final int CRASHES = Integer.getInteger("crashes", 10);
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

    /** Real images whose names are in the second sector, with a bit that QEMU clears when it opens them for writing. */
    private List<Path> makeRealFleet() throws IOException {
        Path fleet = Files.createDirectories(folder.resolve("fleet"));
        Path template = folder.resolve("template.qcow2");
        Qemu.mustImg(
                folder, "create", "-q", "-f", "qcow2", "-u", "-b", "/old/base", "-F", "qcow2", "template.qcow2", "64M");
        assertThat(Cowhand.run(folder, "qcow2", "template.qcow2", "set-feature-bit", "autoclear", "40")
                        .exit())
                .isZero();
        List<Path> images = new ArrayList<>();
        for (int i = 0; i < IMAGES / 5; i++) {
            images.add(Files.copy(template, fleet.resolve("vm-%03d.qcow2".formatted(i))));
        }
        Files.writeString(
                folder.resolve("r.yaml"),
                "cowhand: 1\nname: r\nimages: [fleet/*.qcow2]\nsteps:\n"
                        + "  - {op: move-backing, from: /old, to: /a/much/longer/path/to/the/new/place}\n");
        return images;
    }

    private static Qemu.Ran guestWrites(Path image, int pattern, int block) {
        return Qemu.guest(image, "write -P %d %d 4k".formatted(pattern, 4096L * block));
    }

    private static Bytes header(Path image) {
        return FileState.content(image).slice(0, 4096);
    }

    /** What QEMU makes of a header when a guest writes. */
    private Bytes writtenByQemu(Bytes image, int pattern, int block) throws IOException {
        Path copy = folder.resolve("copy.qcow2");
        byte[] content = new byte[image.length()];
        image.asBuffer().get(content);
        Files.write(copy, content);
        assertThat(guestWrites(copy, pattern, block).ok()).isTrue();
        return header(copy);
    }

    @Test
    @RequiresQemu
    void noGuestByteIsLostWhereMachinesStartBetweenACrashAndTheRecovery() throws Exception {
        Random random = new Random(SEED);
        List<Path> images = makeRealFleet();
        List<Bytes> before = images.stream().map(FileState::content).toList();
        long start = System.nanoTime();
        assertThat(Cowhand.run(folder, "apply", "--quiet", "--state-dir", "first", "r.yaml")
                        .exit())
                .isZero();
        long milliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        List<Bytes> after = images.stream().map(FileState::content).toList();
        int marked = 0;
        int written = 0;
        for (int crash = 0; crash < CRASHES; crash++) {
            for (int i = 0; i < images.size(); i++) {
                byte[] content = new byte[before.get(i).length()];
                before.get(i).asBuffer().get(content);
                Files.write(images.get(i), content);
            }
            String state = "machines-" + crash;
            Process process = Cowhand.start(folder, "apply", "--quiet", "--state-dir", state, "r.yaml");
            process.waitFor(milliseconds / 3 + random.nextInt((int) milliseconds * 2 / 3), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();

            Map<Integer, Bytes> ofGuests = new HashMap<>();
            for (int i = 0; i < images.size(); i++) {
                boolean isMarked = FileState.content(images.get(i)).u8(4) == 0x80;
                marked += isMarked ? 1 : 0;
                if (isMarked || random.nextInt(20) == 0) {
                    Qemu.Ran ran = guestWrites(images.get(i), 1 + i % 200, i % 30);
                    assertThat(ran.ok()).as(ran.output()).isEqualTo(!isMarked);
                    if (ran.ok()) {
                        ofGuests.put(i, header(images.get(i)));
                        assertThat(header(images.get(i)))
                                .isIn(
                                        writtenByQemu(before.get(i), 1 + i % 200, i % 30),
                                        writtenByQemu(after.get(i), 1 + i % 200, i % 30));
                    }
                }
            }
            written += ofGuests.size();

            Cowhand.Ran recover = Cowhand.run(folder, "recover", "--state-dir", state);

            assertThat(recover.exit()).as(recover.out() + recover.err()).isZero();
            for (int i = 0; i < images.size(); i++) {
                if (ofGuests.containsKey(i)) {
                    assertThat(header(images.get(i))).isEqualTo(ofGuests.get(i));
                    Qemu.Ran read =
                            Qemu.guest(images.get(i), "read -P %d %d 4k".formatted(1 + i % 200, 4096L * (i % 30)));
                    assertThat(read.output()).doesNotContain("failed");
                    assertThat(read.ok()).isTrue();
                } else {
                    assertThat(FileState.content(images.get(i))).isIn(before.get(i), after.get(i));
                }
            }
        }
        System.out.println(
                "crashes with machines: " + CRASHES + ", half written " + marked + ", written by guests " + written);
        assertThat(written).isPositive();
    }

    /**
     * All runs of a state directory, the last one first. Of images that were in flight at the crash it is not known when they
     * were written, so that somebody has to vouch for their backing files.
     */
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
            Cowhand.Ran rollback =
                    Cowhand.run(folder, "rollback", "--quiet", "--same-backing", "--state-dir", state, runs.get(i));
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
                .contains("why", "r.yaml", folder.resolve("fleet/vm-001.qcow2").toString(), "3 images changed");
        Cowhand.Ran dry = Cowhand.run(folder, "rollback", "--dry-run", "--json", "--state-dir", "state", run);
        assertThat(dry.summary().get("would-restore").asInt()).isEqualTo(3);
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
