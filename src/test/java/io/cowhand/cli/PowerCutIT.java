package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Status;
import io.cowhand.journal.StateDirectory;
import io.cowhand.os.MountPolicy;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.run.RecoveryRun;
import io.cowhand.testing.Cowhand;
import io.cowhand.testing.FileState;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.RecordedCalls;
import io.cowhand.testing.Requires;
import io.cowhand.testing.RequiresQemu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power goes at any moment of an apply: of each file there is what was synced, and of what was written since, any
 * sectors. {@code -Dcuts=2000} makes more of that, {@code -Dcuts.seed=…} others.
 */
@Tag("slow")
@RequiresQemu
@Requires(programs = "strace")
@Timeout(1200)
class PowerCutIT {

    private static final int CUTS = Integer.getInteger("cuts", 60);
    private static final long SEED = Long.getLong("cuts.seed", 20_261_125);
    private static final int IMAGES = 6;

    @TempDir
    private Path folder;

    private final Map<Path, Bytes> before = new LinkedHashMap<>();
    private final Map<Path, Bytes> after = new LinkedHashMap<>();

    @Test
    void wheneverThePowerGoesHeadersAreOldNewOrMarkedAndThenOldOrNew() throws Exception {
        System.out.println("cuts.seed=" + SEED + " cuts=" + CUTS);
        Path fleet = Files.createDirectory(folder.resolve("fleet"));
        for (int i = 0; i < IMAGES; i++) {
            Path image = fleet.resolve("vm-" + i + ".qcow2");
            Qemu.mustImg(
                    folder,
                    "create",
                    "-q",
                    "-f",
                    "qcow2",
                    "-u",
                    "-b",
                    "/old/" + i,
                    "-F",
                    "qcow2",
                    image.toString(),
                    "1M");
            before.put(image, FileState.content(image));
        }
        Path state = folder.resolve("state");
        // Two batches, and steps that change one sector of some images and several of others.
        Files.writeString(folder.resolve("r.yaml"), """
                cowhand: 1
                name: r
                images: [fleet/*.qcow2]
                steps:
                  - {op: replace-backing, pattern: '^/old/([0-2])', replacement: /new/$1}
                  - {op: replace-backing, pattern: '^/old/([3-5])', replacement: /a/longer/one/$1}
                """);
        RecordedCalls calls = RecordedCalls.of(
                folder, Cowhand.command("apply", "--json", "--jobs", "2", "--state-dir", state.toString(), "r.yaml"));
        before.keySet().forEach(image -> after.put(image, FileState.content(image)));
        assertThat(after).isNotEqualTo(before);
        Random random = new Random(SEED);
        Map<Status, Integer> seen = new java.util.EnumMap<>(Status.class);
        int opened = 0;
        for (int cut = 0; cut < CUTS; cut++) {
            calls.replay(random.nextInt(calls.size() + 1), random, before);
            for (Path image : before.keySet()) {
                Bytes content = FileState.content(image);
                boolean isWhole = content.equals(before.get(image)) || content.equals(after.get(image));
                assertThat(isWhole || HeaderCodec.isMarked(content))
                        .as("cut %d: %s", cut, image)
                        .isTrue();
                boolean opens = Qemu.opens(image);
                assertThat(opens).as("cut %d: %s opens", cut, image).isEqualTo(isWhole);
                opened += opens ? 1 : 0;
            }
            recover(state, cut).forEach(result -> seen.merge(result.status(), 1, Integer::sum));
            for (Path image : before.keySet()) {
                assertThat(FileState.content(image))
                        .as("cut %d: %s is recovered", cut, image)
                        .isIn(before.get(image), after.get(image));
            }
        }
        System.out.println("cuts: " + seen + ", " + opened + " of " + CUTS * IMAGES + " images opened before recovery");
        assertThat(seen).containsKeys(Status.RESTORED, Status.NOT_BEGUN);
        assertThat(seen.keySet()).doesNotContain(Status.CHANGED_SINCE, Status.CONFLICT, Status.UNRESOLVED);
    }

    private static List<ImageResult> recover(Path state, int cut) throws IOException {
        List<ImageResult> results = new ArrayList<>();
        RecoveryRun.Result recovery =
                new RecoveryRun(new StateDirectory(state), MountPolicy.TRUSTED, results::add).run();
        assertThat(recovery.journalProblems()).as("cut %d", cut).isEmpty();
        assertThat(recovery.inProgress()).isEmpty();
        return results;
    }
}
