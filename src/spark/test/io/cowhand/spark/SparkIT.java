package io.cowhand.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job on a cluster of processes, compared with the program on this machine. */
class SparkIT {

    private static final Pattern SUMMARY = Pattern.compile("\"summary\":(\\{[^}]*})");
    private static final Pattern DIGEST = Pattern.compile("\"digest\":\"(sha256:[0-9a-f]+)\"");
    private static final Pattern RUN = Pattern.compile("\"run\":\"([^\"]+)\"");

    /** The numbers of images that a guest has open; their backing files exist. */
    private static final int[] HELD = {100, 102, 103};

    @TempDir
    private static Path shared;

    private static Cluster cluster;

    @TempDir
    private Path folder;

    private ImageFleet fleet;

    @BeforeAll
    static void start() throws Exception {
        cluster = new Cluster(shared.resolve("cluster"));
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @BeforeEach
    void prepare() throws IOException {
        fleet = new ImageFleet(folder.resolve("images"));
    }

    private Path recipe(String... lines) throws IOException {
        return Files.writeString(
                folder.resolve("recipe.yaml"), "cowhand: 1\nname: test\n" + String.join("\n", lines) + "\n");
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static String found(Pattern pattern, Cluster.Result result) {
        Matcher matcher = pattern.matcher(result.out());
        assertThat(matcher.find()).as(result.out() + result.err()).isTrue();
        return matcher.group(1);
    }

    /** Variants, hostile and locked images, and images that are named twice give the same results and the same bytes. */
    @Test
    void theResultsAreThoseOfOneMachine() throws Exception {
        fleet.addHostile();
        fleet.fill(2000);
        fleet.remember();
        Path link = Files.createSymbolicLink(
                folder.resolve("images/zz-link.qcow2"), fleet.images().get(20));
        List<String> lines = new ArrayList<>(List.of("path,owner,note"));
        int owner = 0;
        for (Path image : fleet.images()) {
            String line = "\"" + image.toString().replace("\"", "\"\"") + "\",team-" + owner++ % 7 + ",";
            lines.add(line);
            if (owner % 100 == 0) {
                lines.add(line);
            }
            if (owner == 30) {
                lines.add("\"" + link + "\",team-" + 20 % 7 + ",");
            }
        }
        lines.add(path("images/missing.qcow2") + ",team-0,\"gone, it seems\"");
        String inventory = Files.write(folder.resolve("inventory.csv"), lines).toString();
        String recipe = recipe(
                        "where: '!path.endsWith(\"7.qcow2\")'",
                        "steps:",
                        "  - op: upgrade",
                        "  - op: set-labels",
                        "    labels: {owner: \"${row.owner}\"}",
                        "  - op: move-backing",
                        "    from: /nowhere",
                        "    to: /somewhere")
                .toString();
        List<Process> guests = new ArrayList<>();
        try {
            for (int i : HELD) {
                guests.add(hold(fleet.images().get(i)));
            }
            Cluster.Result local =
                    Program.run("apply", recipe, "--images-from", inventory, "--json", "--state-dir", path("state-1"));
            Map<Path, String> changed = fleet.digests();
            guests.forEach(Process::destroyForcibly);
            for (Process guest : guests) {
                guest.waitFor();
            }
            fleet.putBack();
            guests.clear();
            for (int i : HELD) {
                guests.add(hold(fleet.images().get(i)));
            }
            Cluster.Result job = cluster.submit(
                    "apply",
                    recipe,
                    "--inventory",
                    inventory,
                    "--results",
                    path("results"),
                    "--json",
                    "--state-dir",
                    path("state-2"));

            assertThat(found(SUMMARY, job)).as(job.err()).isEqualTo(found(SUMMARY, local));
            assertThat(found(DIGEST, job)).isEqualTo(found(DIGEST, local));
            assertThat(job.code()).isEqualTo(local.code()).isEqualTo(1);
            assertThat(fleet.digests()).isEqualTo(changed);
            assertThat(withoutProcesses(job)).containsExactlyElementsOf(withoutProcesses(local));
            assertThat(found(SUMMARY, local))
                    .contains("\"locked\":3", "\"unreadable\":")
                    .doesNotContain("\"skipped\":0");
        } finally {
            guests.forEach(Process::destroyForcibly);
        }

        Cluster.Result show = cluster.submit("show", path("results"), "--report", path("report.md"), "--json");
        assertThat(show.code()).as(show.err()).isZero();
        assertThat(show.out().lines().count()).isEqualTo(2002);
        assertThat(folder.resolve("report.md")).content().contains("locked");
    }

    /** Returns the lines of images, without the number of the process that holds a locked one. */
    private static List<String> withoutProcesses(Cluster.Result result) {
        return result.out()
                .lines()
                .filter(line -> !line.contains("\"summary\""))
                .map(line -> line.replaceAll("process [0-9]+", "process"))
                .toList();
    }

    private static Process hold(Path image) throws IOException {
        Process guest = new ProcessBuilder("qemu-io", "-f", "qcow2", image.toString())
                .redirectErrorStream(true)
                .start();
        // Its prompt shows that it has opened the image.
        assertThat(guest.getInputStream().read()).isPositive();
        return guest;
    }

    @Test
    void aBudgetThatIsExceededInAWaveLeavesTheNextOneAlone() throws Exception {
        fleet.fill(100);
        for (int i = 0; i < 5; i++) {
            fleet.add(String.format("vm-%05d-bad.qcow2", 40 + i), new byte[600]);
        }
        String recipe = recipe(
                        "images: [images/*.qcow2]",
                        "steps:",
                        "  - op: set-labels",
                        "    labels: {owner: me}",
                        "rollout:",
                        "  waves: [10, 60, 100%]",
                        "  max-failures: 3")
                .toString();
        Map<Path, String> before = fleet.digests();
        Cluster.Result job = cluster.submit(
                "apply",
                recipe,
                "--results",
                path("results"),
                "--results-format",
                "jsonl",
                "--partition-size",
                "20",
                "--json",
                "--state-dir",
                path("state"));

        assertThat(job.code()).as(job.err()).isEqualTo(1);
        assertThat(job.out()).contains("\"reason\":\"max-failures\"");
        Map<Path, String> after = fleet.digests();
        List<Path> inOrder = fleet.images().stream().sorted().toList();
        assertThat(inOrder.subList(0, 10))
                .allSatisfy(image -> assertThat(after.get(image)).isNotEqualTo(before.get(image)));
        assertThat(inOrder.subList(60, 105))
                .allSatisfy(image -> assertThat(after.get(image)).isEqualTo(before.get(image)));
        assertThat(withoutProcesses(job).stream()
                        .filter(line -> line.contains("\"wave\":3,") && line.contains("\"not-run\"")))
                .hasSize(45);

        Cluster.Result local = Program.run("show", path("results"), "--json");
        assertThat(local.err()).isEmpty();
        assertThat(local.out()).isEqualTo(job.out());
    }

    @Test
    void aBrokenRecipeEndsTheDriverBeforeAnyTask() throws Exception {
        fleet.fill(3);
        String recipe =
                recipe("images: [images/*.qcow2]", "steps:", "  - op: upgarde").toString();
        Cluster.Result job =
                cluster.submit("apply", recipe, "--results", path("results"), "--state-dir", path("state"));

        Cluster.Result local = Program.run("apply", recipe, "--state-dir", path("state"));
        assertThat(job.code()).isEqualTo(local.code()).isEqualTo(65);
        assertThat(job.err()).contains(local.err()).contains("recipe.yaml:5:");
        assertThat(folder.resolve("results")).doesNotExist();
        assertThat(folder.resolve("state")).doesNotExist();
    }

    @Test
    void whatCannotBeReadIsSaidInOneLine() throws Exception {
        String glob = path("images/*.qcow2");
        Cluster.Result inspect = cluster.submit("inspect", "--images-by-folder", glob, "--results", path("results"));
        assertThat(inspect.code()).as(inspect.err()).isEqualTo(65);
        assertThat(inspect.err())
                .contains("cowhand: --images-by-folder " + glob + " names no image\n")
                .doesNotContain("\tat ");
        assertThat(folder.resolve("results")).doesNotExist();

        Path damaged = Files.createDirectory(folder.resolve("damaged"));
        Files.writeString(damaged.resolve("_summary.json"), "{}");
        Cluster.Result show = cluster.submit("show", damaged.toString());
        assertThat(show.code()).as(show.err()).isEqualTo(66);
        assertThat(show.err())
                .contains("cowhand: " + damaged + ": _summary.json is damaged: ")
                .doesNotContain("\tat ");
    }

    /** An executor that is killed at any moment costs time alone. */
    @Test
    void killedExecutorsChangeNothing() throws Exception {
        fleet.fill(5000);
        fleet.remember();
        Map<Path, String> before = fleet.digests();
        String recipe = recipe(
                        "images: [images/*.qcow2]",
                        "steps:",
                        "  - op: replace-backing",
                        "    pattern: base",
                        "    replacement: base-base",
                        "  - op: set-labels",
                        "    labels: {text: " + "x".repeat(600) + "}")
                .toString();
        Cluster.Result plan = Program.run("plan", recipe, "--json");
        Cluster.Result local = Program.run("apply", recipe, "--state-dir", path("state-of-one-machine"));
        assertThat(local.code()).as(local.err()).isZero();
        Map<Path, String> changed = fleet.digests();
        fleet.putBack();
        assertThat(changed)
                .hasSize(5000)
                .allSatisfy((image, digest) -> assertThat(digest).isNotEqualTo(before.get(image)));
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int kills = Integer.getInteger("kills");
        for (int round = 0; round * 2 < kills; round++) {
            String results = path("results-" + round);
            long older = parts();
            Cluster.Job job = cluster.begin(
                    "apply",
                    recipe,
                    "--results",
                    results,
                    "--partition-size",
                    "100",
                    "--json",
                    "--state-dir",
                    path("state"));
            List<String> killed = new ArrayList<>();
            for (int kill = 0; kill < 2; kill++) {
                awaitJournals(job, older + 1 + kill * 15 + random.nextInt(10));
                Thread.sleep(random.nextInt(100));
                List<ProcessHandle> executors = new ArrayList<>(cluster.executors());
                Collections.shuffle(executors, random);
                executors.stream().limit(1).forEach(executor -> {
                    executor.destroyForcibly();
                    killed.add("" + executor.pid());
                });
            }
            Cluster.Result result = job.await();
            String how = "seed " + seed + ", killed " + killed + ": " + result.err();
            assertThat(result.code()).as(how).isZero();
            assertThat(killed).as(how).hasSize(2);
            assertThat(found(DIGEST, result)).as(how).isEqualTo(found(DIGEST, plan));
            assertThat(found(SUMMARY, result)).as(how).contains("\"images\":5000,\"changed\":5000");
            assertThat(fleet.digests()).as(how).isEqualTo(changed);

            Cluster.Result rollback = Program.run(
                    "rollback", found(RUN, result), "--json", "--same-backing", "--state-dir", path("state"));
            assertThat(found(SUMMARY, rollback)).as(how + rollback.err()).contains("\"restored\":5000");
            assertThat(fleet.digests()).as(how).isEqualTo(before);
            fleet.putBack();
        }
    }

    /** Waits until the attempts at tasks have a number of journals. */
    private void awaitJournals(Cluster.Job job, long number) throws Exception {
        while (job.process().isAlive()) {
            if (parts() >= number) {
                return;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("the job has ended: " + job.await());
    }

    /** Returns the number of journals of attempts at tasks, of all runs. */
    private long parts() throws IOException {
        Path runs = folder.resolve("state/runs");
        if (!Files.isDirectory(runs)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(runs)) {
            return files.filter(file -> file.getFileName().toString().contains("+"))
                    .count();
        }
    }
}
