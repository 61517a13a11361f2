package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.RequiresQemu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program is killed in the middle of a wave.
 *
 * <p>{@code -Dcrashes=200} makes more of them, {@code -Dcrashes.seed=…} others.
 */
@Tag("slow")
@RequiresQemu
class RolloutCrashIT {

    private static final int CRASHES = Integer.getInteger("crashes", 10);
    private static final long SEED = Long.getLong("crashes.seed", 20_261_126);
    private static final int IMAGES = 600;
    /** The positions after the last image of the first two waves. */
    private static final int FIRST = 10;

    private static final int SECOND = 500;

    @TempDir
    private Path folder;

    private void makeFleet(byte[] old) throws IOException {
        Path fleet = folder.resolve("fleet");
        FileUtils.deleteDirectory(fleet.toFile());
        Files.createDirectory(fleet);
        for (int i = 0; i < IMAGES; i++) {
            Files.write(image(i), old);
        }
    }

    private Path image(int number) {
        return folder.resolve("fleet/vm-%03d.qcow2".formatted(number));
    }

    private Cowhand.Ran apply(String state) {
        return Cowhand.run(folder, "apply", "--json", "--state-dir", state, "r.yaml");
    }

    @Test
    void afterACrashInAWaveEveryImageIsOldOrNewAndApplyingAgainFinishes() throws Exception {
        System.out.println("crashes.seed=" + SEED + " crashes=" + CRASHES);
        Random random = new Random(SEED);
        // The name is in the second sector, so that each write has three phases.
        Qemu.mustImg(
                folder, "create", "-q", "-f", "qcow2", "-u", "-b", "/old/" + "x".repeat(500), "-F", "raw", "old", "1M");
        byte[] old = Files.readAllBytes(folder.resolve("old"));
        Files.writeString(
                folder.resolve("r.yaml"),
                "cowhand: 1\nname: r\nimages: [fleet/*.qcow2]\nsteps:\n"
                        + "  - {op: move-backing, from: /old, to: /a/longer/path/to/the/new/place}\n"
                        + "expect: {images: {min: 600, max: 600}}\nrollout: {waves: [10, 500, 100%]}\n");
        makeFleet(old);
        assertThat(apply("whole").exit()).isZero();
        byte[] changed = Files.readAllBytes(image(0));
        int inTheMiddle = 0;
        for (int crash = 0; crash < CRASHES; crash++) {
            makeFleet(old);
            String state = "state-" + crash;
            Process process = Cowhand.start(folder, "apply", "--quiet", "--jobs", "2", "--state-dir", state, "r.yaml");
            int moment = FIRST + random.nextInt(SECOND - FIRST);
            while (process.isAlive() && isOld(moment, old)) {
                Thread.onSpinWait();
            }
            process.destroyForcibly().waitFor();

            assertThat(Cowhand.run(folder, "recover", "--state-dir", state).exit())
                    .isZero();
            List<Integer> written = new ArrayList<>();
            for (int i = 0; i < IMAGES; i++) {
                byte[] found = Files.readAllBytes(image(i));
                assertThat(found).as("image %d", i).isIn(old, changed);
                if (Arrays.equals(found, changed)) {
                    written.add(i);
                }
            }
            if (written.size() > FIRST && written.size() < SECOND) {
                inTheMiddle++;
            }
            if (written.size() < SECOND) {
                assertThat(written).allMatch(image -> image < SECOND);
            }

            Cowhand.Ran again = apply(state);
            assertThat(again.exit()).as(again.out() + again.err()).isZero();
            assertThat(again.summary().get("unchanged").asInt()).isEqualTo(written.size());
            assertThat(again.summary().get("changed").asInt()).isEqualTo(IMAGES - written.size());
            for (int i = 0; i < IMAGES; i++) {
                assertThat(Files.readAllBytes(image(i))).as("image %d", i).isEqualTo(changed);
            }
        }
        System.out.println("killed in the second wave: " + inTheMiddle + " of " + CRASHES);
        assertThat(inTheMiddle).isPositive();
    }

    private boolean isOld(int number, byte[] old) throws IOException {
        return Arrays.equals(Files.readAllBytes(image(number)), old);
    }
}
