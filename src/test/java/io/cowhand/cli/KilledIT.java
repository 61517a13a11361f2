package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.Requires;
import io.cowhand.testing.RequiresQemu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The program is killed at each fdatasync(2) in turn, and QEMU writes to the image before it is recovered: what QEMU made of
 * the header stays.
 */
@RequiresQemu
@Requires(programs = "strace")
@Timeout(300)
class KilledIT {

    /** More calls than an apply to one image makes. */
    private static final int MOST_CALLS = 40;

    @TempDir
    private Path folder;

    /** What happens between the crash and the recovery. */
    private interface Meanwhile {
        /** Answers whether something was written to the image. */
        boolean happens(Path image) throws IOException;
    }

    private void recipe(String... steps) throws IOException {
        List<String> lines = new ArrayList<>(List.of("cowhand: 1", "name: r", "images: [fleet/a.qcow2]", "steps:"));
        for (String step : steps) {
            lines.add("  - " + step);
        }
        Files.write(folder.resolve("r.yaml"), lines);
    }

    private void base(String name, int pattern) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Qemu.mustImg(folder, "create", "-q", "-f", "qcow2", name, "4M");
        mustIo("write -P " + pattern + " 0 4M", folder.resolve(name));
    }

    private Qemu.Ran io(String command, Path image) {
        return Qemu.run(folder, List.of("qemu-io", "-f", "qcow2", "-c", command, image.toString()));
    }

    private void mustIo(String command, Path image) {
        Qemu.Ran ran = io(command, image);
        assertThat(ran.ok()).as(ran.output()).isTrue();
    }

    /** Kills an apply at the nth call; answers false where it had ended before. */
    private boolean kill(int call) throws Exception {
        List<String> command = Cowhand.killedAtSync(call, "apply", "--quiet", "--state-dir", "state", "r.yaml");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() != 0;
    }

    /**
     * Goes through all calls.
     *
     * @return the statuses with which images were recovered
     */
    private List<String> atEveryCall(Path original, Meanwhile meanwhile, Meanwhile afterwards) throws Exception {
        List<String> statuses = new ArrayList<>();
        Path fleet = Files.createDirectories(folder.resolve("fleet"));
        Path image = fleet.resolve("a.qcow2");
        for (int call = 1; call < MOST_CALLS; call++) {
            Files.copy(original, image, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            FileUtils.deleteDirectory(folder.resolve("state").toFile());
            boolean wasKilled = kill(call);
            boolean written = meanwhile.happens(image);
            byte[] found = Files.readAllBytes(image);

            Cowhand.Ran recover = Cowhand.run(folder, "recover", "--json", "--state-dir", "state");

            assertThat(recover.exit()).as(recover.out() + recover.err()).isZero();
            recover.images().stream()
                    .map(result -> result.get("status").asString())
                    .forEach(statuses::add);
            if (written) {
                assertThat(Files.readAllBytes(image))
                        .as("killed at call %d", call)
                        .isEqualTo(found);
            }
            afterwards.happens(image);
            if (!wasKilled) {
                assertThat(call).isGreaterThan(5);
                return statuses;
            }
        }
        throw new AssertionError("it does not end");
    }

    @Test
    void aHeaderFromWhichQemuTookABitStays() throws Exception {
        base("old/base.qcow2", 0x11);
        base("new/base.qcow2", 0x22);
        recipe(
                "{op: set-feature, group: autoclear, bit: 40}",
                "{op: move-backing, from: " + folder + "/old, to: " + folder + "/newer/place}");
        base("newer/place/base.qcow2", 0x22);
        Qemu.mustImg(folder, "create", "-q", "-f", "qcow2", "-b", folder + "/old/base.qcow2", "-F", "qcow2", "o.qcow2");

        List<String> statuses = atEveryCall(
                folder.resolve("o.qcow2"),
                image -> io("write -P 0x77 128k 4k", image).ok(),
                image -> {
                    Qemu.Ran guest = io("read -P 0x77 128k 4k", image);
                    JsonNode info = Qemu.info(image);
                    int base = info.get("backing-filename").asString().contains("/old/") ? 0x11 : 0x22;
                    mustIo("read -P " + base + " 2M 4k", image);
                    if (guest.ok() && !guest.output().contains("verification failed")) {
                        // The rest of the cluster came from the base that the header named when the guest wrote.
                        mustIo("read -P " + base + " 132k 4k", image);
                    }
                    return true;
                });

        assertThat(statuses).contains("restored", "changed-since");
    }

    @Test
    void aMachineThatCrashesAgainKeepsItsDirtyBit() throws Exception {
        base("old/base.qcow2", 0x11);
        base("newer/place/base.qcow2", 0x11);
        recipe(
                "{op: clear-dirty, unsafe: true}",
                "{op: move-backing, from: " + folder + "/old, to: " + folder + "/newer/place, unsafe: true}");
        Path original = folder.resolve("o.qcow2");
        Qemu.mustImg(
                folder,
                "create",
                "-q",
                "-f",
                "qcow2",
                "-o",
                "lazy_refcounts=on",
                "-b",
                folder + "/old/base.qcow2",
                "-F",
                "qcow2",
                "o.qcow2");
        crash(original);
        assertThat(isDirty(original)).isTrue();

        List<String> statuses = atEveryCall(original, this::crash, image -> {
            assertThat(Qemu.img(folder, "check", "-q", "-r", "all", "-f", "qcow2", image.toString())
                            .ok())
                    .isTrue();
            return true;
        });

        assertThat(statuses).contains("restored");
    }

    /** A machine opens the image, writes, and is gone without closing it. */
    private boolean crash(Path image) {
        Qemu.Ran ran = Qemu.run(
                folder, List.of("qemu-io", "-f", "qcow2", "-c", "write -P 7 1M 64k", "-c", "abort", image.toString()));
        return !ran.output().contains("nsupported");
    }

    private static boolean isDirty(Path image) {
        return Qemu.info(image).at("/dirty-flag").asBoolean();
    }

    @Test
    void whatSomebodyAmendedByHandStands() throws Exception {
        base("old/base.qcow2", 0x11);
        base("newer/place/base.qcow2", 0x11);
        recipe(
                "{op: lazy-refcounts, enabled: true}",
                "{op: move-backing, from: " + folder + "/old, to: " + folder + "/newer/place}");
        Qemu.mustImg(folder, "create", "-q", "-f", "qcow2", "-b", folder + "/old/base.qcow2", "-F", "qcow2", "o.qcow2");

        List<String> statuses = atEveryCall(
                folder.resolve("o.qcow2"),
                image -> Qemu.img(folder, "amend", "-f", "qcow2", "-o", "lazy_refcounts=on", image.toString())
                        .ok(),
                image -> {
                    if (Qemu.info(image)
                            .at("/format-specific/data/lazy-refcounts")
                            .asBoolean()) {
                        mustIo("read -P 0x11 2M 4k", image);
                    }
                    return true;
                });

        assertThat(statuses).contains("restored", "changed-since");
    }
}
