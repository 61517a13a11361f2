package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import io.cowhand.testing.Qemu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A fleet: dry run and apply agree, results come in order, and text shows groups. */
class FleetIT {

    private static final int IMAGES = 1000;
    private static final Path OVERLAY = Path.of("examples/images/web-1.qcow2").toAbsolutePath();
    private static final Path OTHER = Path.of("examples/images/other-1.qcow2").toAbsolutePath();

    @TempDir
    private Path folder;

    @BeforeEach
    void fleet() throws IOException {
        Files.createDirectory(folder.resolve("fleet"));
        for (int i = 0; i < IMAGES; i++) {
            Files.copy(i % 10 == 0 ? OTHER : OVERLAY, folder.resolve("fleet/vm-%04d.qcow2".formatted(i)));
        }
        Files.writeString(folder.resolve("r.yaml"), """
                cowhand: 1
                name: relocate
                images: ["fleet/*.qcow2"]
                steps:
                  - {op: move-backing, from: /mnt/nfs1, to: /srv/ceph}
                  - {op: set-backing-format, format: raw, if-present: replace}
                """);
    }

    @Test
    void aDryRunChangesNothingAndNamesTheChangesOfTheApplyThatFollows() throws IOException {
        TreeMap<Path, String> before = state();

        Cowhand.Ran plan = Cowhand.run(folder, "plan", "--json", "r.yaml");
        assertThat(state()).isEqualTo(before);
        assertThat(plan.exit()).isZero();
        assertThat(plan.images().stream()
                        .map(image -> image.get("image").asString())
                        .toList())
                .hasSize(IMAGES)
                .isSorted();

        Cowhand.Ran apply = Cowhand.run(folder, "apply", "--json", "r.yaml");
        assertThat(apply.exit()).isZero();
        assertThat(changes(apply)).isEqualTo(changes(plan));
        assertThat(apply.summary().get("changed").asInt()).isEqualTo(IMAGES);
        TreeMap<Path, String> after = state();

        Cowhand.Ran again = Cowhand.run(folder, "apply", "--json", "r.yaml");
        assertThat(again.summary().get("unchanged").asInt()).isEqualTo(IMAGES);
        assertThat(state()).isEqualTo(after);
    }

    @Test
    void textShowsEqualChangesOnceAndExitCodesTellOfChanges() {
        Cowhand.Ran plan = Cowhand.run(folder, "plan", "--detailed-exitcode", "r.yaml");
        assertThat(plan.exit()).isEqualTo(2);
        assertThat(plan.text()).isEqualTo("""
                        relocate: 2 steps, 1,000 images. Dry run: nothing is written.

                        100 images would change: fleet/vm-0000.qcow2, fleet/vm-0010.qcow2, fleet/vm-0020.qcow2, … (undo: untouched)
                          step 2 set-backing-format   extension backing-format  "qcow2" -> "raw"

                        900 images would change: fleet/vm-0001.qcow2, fleet/vm-0002.qcow2, fleet/vm-0003.qcow2, … (undo: untouched)
                          step 1 move-backing         backing_file  "/mnt/nfs1/debian-12.qcow2" -> "/srv/ceph/debian-12.qcow2"
                          step 2 set-backing-format   extension backing-format  "qcow2" -> "raw"

                        Warnings:
                          step 2 set-backing-format: the backing file was read as qcow2 and will be read as raw; where it is not that, guests see garbage (1,000 images: fleet/vm-0000.qcow2, fleet/vm-0001.qcow2, fleet/vm-0002.qcow2, …)

                        1,000 would change, 0 unchanged, 0 skipped.
                        Digest sha256:….
                        """);
    }

    @Test
    void aLimitLeavesTheOtherImagesOut() {
        JsonNode summary = Cowhand.run(folder, "plan", "--json", "--limit", "fleet/vm-00?0.qcow2", "r.yaml")
                .summary();
        assertThat(summary.get("images").asInt()).isEqualTo(10);
        String absolute = folder.toAbsolutePath().normalize() + "/fleet/vm-001?.qcow2";
        JsonNode both = Cowhand.run(
                        folder, "plan", "--json", "--limit", "fleet/vm-00?0.qcow2", "--limit", absolute, "r.yaml")
                .summary();
        assertThat(both.get("images").asInt()).isEqualTo(19);
    }

    @Test
    void everyImageIsInOneShard() {
        Cowhand.Ran whole = Cowhand.run(folder, "plan", "--json", "--limit", "fleet/vm-0[01]*", "r.yaml");
        Map<Integer, JsonNode> merged = new TreeMap<>();
        for (int shard = 1; shard <= 3; shard++) {
            Cowhand.Ran part = Cowhand.run(
                    folder, "plan", "--json", "--limit", "fleet/vm-0[01]*", "--shard", shard + "/3", "r.yaml");
            assertThat(part.exit()).isZero();
            assertThat(part.summary().get("images").asInt()).isBetween(40, 95);
            part.images()
                    .forEach(line -> assertThat(merged.put(line.get("position").asInt(), line))
                            .isNull());
        }
        assertThat(merged.values().stream().map(line -> line.get("image").asString()))
                .containsExactlyElementsOf(whole.images().stream()
                        .map(line -> line.get("image").asString())
                        .toList());
    }

    @Test
    void aShardWithoutImagesIsFine() {
        Cowhand.Ran ran = Cowhand.run(folder, "plan", "--limit", "fleet/vm-0000.qcow2", "--shard", "1/1000", "r.yaml");
        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).isEqualTo("""
                        relocate: 2 steps, 0 images of 1 (shard 1/1000). Dry run: nothing is written.

                        0 would change, 0 unchanged, 0 skipped.
                        Digest sha256:0000000000000000000000000000000000000000000000000000000000000000.
                        """);
        assertThat(Cowhand.run(folder, "apply", "--limit", "fleet/vm-0000.qcow2", "--shard", "1/1000", "r.yaml")
                        .exit())
                .isZero();
    }

    @Test
    void aShardThatDoesNotExistIsWrongUsage() {
        Map.of(
                        "0/3",
                                "cowhand: Invalid value for option '--shard': there is no shard 0 of 3; shards are numbered 1 to 3",
                        "4/3",
                                "cowhand: Invalid value for option '--shard': there is no shard 4 of 3; shards are numbered 1 to 3",
                        "x", "cowhand: Invalid value for option '--shard': \"x\" is not of the form I/N, such as 3/7")
                .forEach((shard, message) -> {
                    Cowhand.Ran ran = Cowhand.run(folder, "plan", "--shard", shard, "r.yaml");
                    assertThat(ran.exit()).isEqualTo(64);
                    assertThat(ran.err()).contains(message);
                });
    }

    @Test
    void resultsThatCannotBeWrittenAreAnError() {
        Qemu.Ran ran = Qemu.run(folder, List.of("sh", "-c", Cowhand.command("plan", "r.yaml") + " >/dev/full"));
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.output()).contains("the results could not be written: No space left on device");
    }

    @Test
    void aReaderThatHasEnoughIsNone() {
        Qemu.Ran ran = Qemu.run(
                folder,
                List.of("bash", "-o", "pipefail", "-c", Cowhand.command("plan", "--json", "r.yaml") + " | head -n 1"));
        assertThat(ran.exit()).isZero();
    }

    /** Many threads write, so the journal's order is another. */
    @Test
    void aRunIsShownAndRolledBackInTheRecipesOrder() {
        Cowhand.run(folder, "apply", "--quiet", "--state-dir", "state", "r.yaml");

        List<String> shown = names(Cowhand.run(folder, "runs", "show", "--json", "--state-dir", "state", "last"));
        assertThat(shown).hasSize(IMAGES).isSorted();
        assertThat(names(Cowhand.run(
                        folder, "rollback", "--trust-mtime", "--json", "--dry-run", "--state-dir", "state", "last")))
                .isEqualTo(shown);
        assertThat(names(Cowhand.run(folder, "rollback", "--json", "--state-dir", "state", "last")))
                .isEqualTo(shown);
        assertThat(names(Cowhand.run(folder, "runs", "show", "--json", "--state-dir", "state", "last")))
                .isEqualTo(shown);
    }

    private static List<String> names(Cowhand.Ran ran) {
        return ran.images().stream().map(image -> image.get("image").asString()).toList();
    }

    private static List<JsonNode> changes(Cowhand.Ran ran) {
        return ran.images().stream().map(image -> image.get("changes")).toList();
    }

    private TreeMap<Path, String> state() throws IOException {
        TreeMap<Path, String> state = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder.resolve("fleet"))) {
            for (Path file : files.toList()) {
                state.put(file, Files.getLastModifiedTime(file) + " " + FileUtils.checksumCRC32(file.toFile()));
            }
        }
        return state;
    }
}
