package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.RequiresQemu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs beside virtual machines that start, beside each other, and with somebody who ends them. */
@RequiresQemu
@Timeout(300)
class TogetherIT {

    private static final int IMAGES = 400;
    /** How long runs and recoveries go on beside each other. */
    private static final int SECONDS = Integer.getInteger("together.seconds", 10);

    @TempDir
    Path folder;

    private final List<Path> images = new ArrayList<>();

    @BeforeEach
    void fleet() throws IOException {
        Path fleet = Files.createDirectory(folder.resolve("fleet"));
        Path first = fleet.resolve("vm-000.qcow2");
        Qemu.mustImg(folder, "create", "-q", "-f", "qcow2", first.toString(), "1M");
        images.add(first);
        for (int i = 1; i < IMAGES; i++) {
            images.add(Files.copy(first, fleet.resolve("vm-%03d.qcow2".formatted(i))));
        }
        // Longer than a sector, so that half of it could be there.
        recipe("a", "a".repeat(900));
        recipe("b", "b".repeat(900));
    }

    private void recipe(String name, String value) throws IOException {
        Files.writeString(
                folder.resolve(name + ".yaml"),
                "cowhand: 1\nname: " + name + "\nimages: [fleet/*.qcow2]\nsteps:\n  - {op: set-labels, labels: {x: "
                        + value + "}}\n");
    }

    @Test
    void whoeverOpensAnImageMeanwhileSeesAWholeHeaderOrALock() throws Exception {
        AtomicInteger opened = new AtomicInteger();
        AtomicInteger locked = new AtomicInteger();
        AtomicInteger runs = new AtomicInteger();
        CompletableFuture<Void> machines = CompletableFuture.runAsync(() -> {
            Random random = new Random(1);
            while (runs.get() < 8 || opened.get() == 0) {
                Path image = images.get(random.nextInt(IMAGES));
                String command = random.nextBoolean() ? "write 0 64k" : "read 0 64k";
                Qemu.Ran ran = Qemu.run(folder, List.of("qemu-io", "-f", "qcow2", "-c", command, image.toString()));
                if (ran.ok()) {
                    opened.incrementAndGet();
                } else {
                    assertThat(ran.output())
                            .contains("Failed to ")
                            .contains("lock")
                            .doesNotContain("orrupt");
                    locked.incrementAndGet();
                }
            }
        });
        while ((runs.get() < 8 || opened.get() == 0) && !machines.isDone()) {
            String recipe = runs.incrementAndGet() % 2 == 0 ? "a.yaml" : "b.yaml";
            Cowhand.Ran ran = Cowhand.run(folder, "apply", "--json", "--state-dir", "state", recipe);
            assertThat(ran.exit()).as(ran.out() + ran.err()).isIn(0, 4);
            assertThat(ran.images())
                    .allSatisfy(image ->
                            assertThat(image.get("status").asString()).isIn("changed", "unchanged", "locked", "stale"));
        }
        machines.get(60, TimeUnit.SECONDS);
        assertThat(Cowhand.run(folder, "apply", "--state-dir", "state", "a.yaml")
                        .exit())
                .isZero();
        for (Path image : images) {
            assertThat(Qemu.opens(image)).isTrue();
        }
    }

    @Test
    void twoRunsOnOneFleetDoNotHurtEachOther() throws Exception {
        for (int round = 0; round < 3; round++) {
            Process other = Cowhand.start(folder, "apply", "--quiet", "--state-dir", "state", "b.yaml");
            Cowhand.Ran ran = Cowhand.run(folder, "apply", "--json", "--state-dir", "state", "a.yaml");

            assertThat(ran.exit()).as(ran.out() + ran.err()).isIn(0, 4);
            assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(other.exitValue()).isIn(0, 4);
            Cowhand.Ran inspected = Cowhand.run(folder, "inspect", "--json", "-r", "fleet");
            assertThat(inspected.exit()).isZero();
            assertThat(inspected.images())
                    .hasSize(IMAGES)
                    .allSatisfy(image ->
                            assertThat(image.at("/labels/x").asString()).isIn("a".repeat(900), "b".repeat(900)));
        }
        assertThat(Cowhand.run(folder, "recover", "--state-dir", "state").exit())
                .isZero();
    }

    /** A journal that is being written looks damaged to whoever does not ask for its lock first. */
    @Test
    void runsAndRecoveriesBesideEachOtherFindNoDamage() throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        // The common pool may have a single thread, and the loops would run one after the other.
        Executor threads = task -> new Thread(task).start();
        List<CompletableFuture<Integer>> loops = new ArrayList<>();
        for (String recipe : List.of("a.yaml", "b.yaml", "a.yaml")) {
            loops.add(CompletableFuture.supplyAsync(
                    () -> {
                        int rounds = 0;
                        while (System.nanoTime() < end) {
                            Cowhand.Ran apply = Cowhand.run(folder, "apply", "--quiet", "--state-dir", "state", recipe);
                            assertThat(apply.exit())
                                    .as(apply.out() + apply.err())
                                    .isIn(0, 4);
                            assertThat(apply.err()).doesNotContain("damaged");
                            Cowhand.Ran recover = Cowhand.run(folder, "recover", "--state-dir", "state");
                            assertThat(recover.exit())
                                    .as(recover.out() + recover.err())
                                    .isZero();
                            assertThat(recover.err()).doesNotContain("damaged");
                            rounds++;
                        }
                        return rounds;
                    },
                    threads));
        }
        for (CompletableFuture<Integer> loop : loops) {
            assertThat(loop.get(SECONDS + 60, TimeUnit.SECONDS)).isPositive();
        }
        for (Path image : images) {
            assertThat(Qemu.opens(image)).isTrue();
        }
    }

    @Test
    void aRunThatIsEndedFinishesWhatItBeganAndSaysWhatItDidNotComeTo() throws Exception {
        int ended = 0;
        for (int delay = 200; ended < 3 && delay < 1_500; delay += 30) {
            String recipe = delay / 30 % 2 == 0 ? "a.yaml" : "b.yaml";
            Path out = folder.resolve("out");
            Process process =
                    Cowhand.start(folder, out, "apply", "--json", "--jobs", "2", "--state-dir", "state", recipe);
            boolean isDone = process.waitFor(delay, TimeUnit.MILLISECONDS);
            process.destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            List<String> lines = Files.readAllLines(out);
            // Otherwise it had not begun yet, or was done.
            if (!isDone && !lines.isEmpty() && lines.get(lines.size() - 1).contains("\"not-run\":")) {
                ended++;
                assertThat(process.exitValue()).isEqualTo(130);
                assertThat(lines).hasSize(IMAGES + 1);
                for (int i = 0; i < IMAGES; i++) {
                    assertThat(lines.get(i)).contains("fleet/vm-%03d.qcow2".formatted(i));
                }
            }
            assertThat(Cowhand.run(folder, "recover", "--json", "--state-dir", "state")
                            .images())
                    .isEmpty();
        }
        assertThat(ended).isPositive();
        assertThat(Cowhand.run(folder, "apply", "--state-dir", "state", "a.yaml")
                        .exit())
                .isZero();
    }
}
