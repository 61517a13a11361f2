package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonParser;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.testing.Cowhand;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.Requires;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Job;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The examples that divide a fleet among machines, and {@code cowhand show}, which puts the results together. */
@Tag("slow")
class ScaleOutIT {

    private static final Path EXAMPLES = Path.of("examples/scale-out").toAbsolutePath();
    private static final Path IMAGES = Path.of("examples/images").toAbsolutePath();
    private static final int SIZE = 300;
    private static final int SHARDS = 7;

    private static final List<String> JSON = List.of("--json");
    private static final List<String> TEXT = List.of();
    private static final List<List<String>> OPTIONS = List.of(JSON, TEXT, List.of("--all"), List.of("--quiet"));
    /** What plans of the whole fleet print, by their options. */
    private static final Map<List<String>, String> PLANS = new HashMap<>();

    @TempDir
    private static Path original;

    @TempDir
    private Path folder;

    /** Makes a fleet with images that change, that are refused, and that cannot be read. */
    @BeforeAll
    static void makeAndPlanFleet() throws IOException {
        for (int i = 0; i < SIZE; i++) {
            Path image = original.resolve("vms/host-" + i % 13 + "/vm-" + i + ".qcow2");
            Files.createDirectories(image.getParent());
            if (i % 50 == 7) {
                Files.writeString(image, "no image");
            } else if (i % 50 == 8) {
                byte[] unknownFeature = Files.readAllBytes(IMAGES.resolve("web-1.qcow2"));
                unknownFeature[HeaderField.INCOMPATIBLE_FEATURES.offset()] = 1;
                Files.write(image, unknownFeature);
            } else {
                Files.copy(IMAGES.resolve(i % 3 == 0 ? "other-1.qcow2" : "web-1.qcow2"), image);
            }
        }
        Files.createDirectory(original.resolve("bin"));
        Path program = original.resolve("bin/cowhand");
        Files.writeString(program, "#!/bin/sh\nexec " + Cowhand.command() + " \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        FileUtils.copyDirectory(EXAMPLES.toFile(), original.toFile());
        for (List<String> options : OPTIONS) {
            PLANS.put(options, plan(original, options.toArray(String[]::new)));
        }
        for (int shard = 1; shard <= 3; shard++) {
            Files.writeString(original.resolve("part-" + shard), plan(original, "--json", "--shard", shard + "/3"));
        }
    }

    private static String plan(Path folder, String... options) {
        String[] all = Stream.concat(Stream.of("plan", "recipe.yaml", "--var", "store=vms"), Stream.of(options))
                .toArray(String[]::new);
        return Cowhand.run(folder, all).out();
    }

    @BeforeEach
    void copyFleet() throws IOException {
        FileUtils.copyDirectory(original.toFile(), folder.toFile());
        Files.setPosixFilePermissions(folder.resolve("bin/cowhand"), PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String script : List.of("parallel.sh", "slurm.sh")) {
            Files.setPosixFilePermissions(folder.resolve(script), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private Qemu.Ran bash(String script) {
        return Qemu.run(
                folder,
                List.of(
                        "bash",
                        "-c",
                        "export PATH=\"$PWD/bin:$PATH\" COWHAND_STATE_DIR=\"$PWD/state\" LC_ALL=C.UTF-8; " + script));
    }

    private Cowhand.Ran show(List<String> options, String files) {
        try (Stream<Path> all = Files.list(folder)) {
            List<String> arguments = new ArrayList<>(List.of("show"));
            arguments.addAll(options);
            all.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(files))
                    .forEach(arguments::add);
            return Cowhand.run(folder, arguments.toArray(String[]::new));
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /** Asserts that the shards are disjoint and complete, and shown as the plan of the whole fleet. */
    private void assertShownAsOnePlan(String files) throws IOException {
        int images = 0;
        int nonEmpty = 0;
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.filter(each -> each.getFileName().toString().matches(files))
                    .toList()) {
                int lines = Files.readAllLines(file).size() - 1;
                images += lines;
                nonEmpty += lines > 0 ? 1 : 0;
            }
        }
        assertThat(images).isEqualTo(SIZE);
        assertThat(nonEmpty).isEqualTo(SHARDS);
        for (List<String> options :
                List.of(List.of("--json"), List.of("--all"), List.of("--quiet"), List.<String>of())) {
            Cowhand.Ran shown = show(options, files);
            assertThat(shown.err()).isEmpty();
            assertThat(shown.exit()).isZero();
            assertThat(shown.out()).isEqualTo(PLANS.get(options));
        }
    }

    @Test
    @Requires(programs = "parallel")
    void shardsOfGnuParallelAreShownAsOnePlan() throws IOException {
        Qemu.Ran ran = bash("RESULTS=. JOBS=2 ./parallel.sh recipe.yaml --var 'store=vms' 2>messages");

        assertThat(ran.output()).isEqualTo(PLANS.get(TEXT));
        assertThat(Files.readString(folder.resolve("messages"))).isEmpty();
        assertThat(ran.exit()).as("images are refused").isEqualTo(1);
        assertShownAsOnePlan("shard-[1-7][.]jsonl");
    }

    @Test
    @Requires(programs = "parallel")
    void aMistakeInTheArgumentsIsNoResultOfGnuParallel() {
        Qemu.Ran ran = bash("./parallel.sh recipe.yaml --var 'stor=a b' 2>&1");
        assertThat(ran.exit()).isEqualTo(65);
        assertThat(ran.output()).contains("stor");
    }

    /** Runs a script as each task of a Slurm job array, which it declares itself. */
    @Test
    void shardsOfASlurmJobArrayAreShownAsOnePlan() throws IOException {
        Matcher array = Pattern.compile("(?m)^#SBATCH --array=([0-9]+)-([0-9]+)$")
                .matcher(Files.readString(folder.resolve("slurm.sh")));
        assertThat(array.find()).isTrue();
        for (int task = Integer.parseInt(array.group(1)); task <= Integer.parseInt(array.group(2)); task++) {
            Qemu.Ran ran = bash(
                    "SLURM_ARRAY_TASK_COUNT=1 SLURM_ARRAY_TASK_ID=" + task + " ./slurm.sh recipe.yaml --var store=vms");
            assertThat(ran.output()).isEmpty();
            assertThat(ran.exit()).isIn(0, 1);
        }
        assertShownAsOnePlan("shard-[1-7][.]jsonl");
    }

    private static JsonNode manifest() throws IOException {
        Object yaml = new Yaml().load(Files.readString(EXAMPLES.resolve("kubernetes-job.yaml")));
        return JsonMapper.shared().valueToTree(yaml);
    }

    @Test
    void theKubernetesManifestIsAValidIndexedJob() throws IOException {
        String json = manifest().toString();
        V1Job.validateJsonElement(JsonParser.parseString(json));
        V1Job job = V1Job.fromJson(json);

        assertThat(job.getApiVersion()).isEqualTo("batch/v1");
        assertThat(job.getKind()).isEqualTo("Job");
        assertThat(job.getSpec().getCompletionMode()).isEqualTo("Indexed");
        V1Container pod = job.getSpec().getTemplate().getSpec().getContainers().get(0);
        assertThat(pod.getEnv().stream()
                        .filter(variable -> variable.getName().equals("SHARDS"))
                        .map(variable -> variable.getValue()))
                .containsExactly(String.valueOf(job.getSpec().getCompletions()));
        assertThat(pod.getVolumeMounts().stream().map(mount -> mount.getName()))
                .containsExactlyElementsOf(job.getSpec().getTemplate().getSpec().getVolumes().stream()
                        .map(volume -> volume.getName())
                        .toList());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> V1Job.validateJsonElement(
                        JsonParser.parseString(json.replace("completionMode", "completionsMode"))));
    }

    @Test
    void thePodsOfTheKubernetesJobApplyTheWholeFleet() throws IOException {
        JsonNode planned = JsonMapper.shared()
                .readTree(PLANS.get(JSON).lines().reduce((first, last) -> last).orElseThrow());
        // With a recipe that needs no variable, as in a pod.
        Files.writeString(
                folder.resolve("recipe.yaml"),
                Files.readString(folder.resolve("recipe.yaml")).replace("/srv/vms", "vms"));
        JsonNode pod = manifest().at("/spec/template/spec/containers/0");
        for (String pass : List.of("first", "second")) {
            for (int index = 0; index < SHARDS; index++) {
                Files.writeString(folder.resolve("pod.sh"), pod.at("/args/0").asString());
                Qemu.Ran ran = bash("RECIPE=recipe.yaml RESULTS=. SHARDS=7 JOB_COMPLETION_INDEX=" + index + " "
                        + pod.at("/command/0").asString() + " pod.sh");
                assertThat(ran.output()).as(pass).isEmpty();
                assertThat(ran.exit()).isIn(0, 1);
            }
            Cowhand.Ran shown = show(List.of("--json"), "shard-[1-7][.]jsonl[.]gz");
            JsonNode end = shown.json().get(SIZE);
            if (pass.equals("first")) {
                assertThat(end.at("/summary/changed").asInt())
                        .isEqualTo(planned.at("/summary/would-change").asInt())
                        .isEqualTo(SIZE - 12);
                assertThat(end.get("digest")).isEqualTo(planned.get("digest"));
                assertThat(end.get("runs")).hasSize(SHARDS);
                assertThat(show(List.of(), "shard-[1-7][.]jsonl[.]gz").out())
                        .contains("follow-the-store: 2 steps, 300 images.\n")
                        .containsPattern("(\nRun [^ ]+\\.){7}\n$");
            } else {
                assertThat(end.at("/summary/unchanged").asInt()).isEqualTo(SIZE - 12);
                assertThat(end.has("runs")).isFalse();
            }
        }
    }

    @Test
    @Requires(programs = "ansible-playbook")
    void hostsOfAnsibleApplyTheirOwnImages() throws IOException {
        StringBuilder hosts = new StringBuilder();
        for (int host = 0; host < 3; host++) {
            hosts.append("host-%d ansible_connection=local cowhand_store=%s/vms/host-%d cowhand_folder=%s/on-%d\n"
                    .formatted(host, folder, host, folder, host));
        }
        Files.writeString(folder.resolve("hosts.ini"), hosts);
        String run =
                "ANSIBLE_LOCAL_TEMP=\"$PWD/tmp\" ANSIBLE_HOME=\"$PWD/home\" ANSIBLE_NOCOLOR=1 ansible-playbook -i hosts.ini"
                        + " -e ansible_python_interpreter=auto_silent -e results=\"$PWD/results\" ansible.yaml";

        Qemu.Ran first = bash(run);

        assertThat(first.exit()).as(first.output()).isZero();
        assertThat(first.output())
                .contains("follow-the-store: 2 steps, ")
                .containsPattern("host-0 +: ok=\\d+ +changed=[1-9]");
        Cowhand.Ran shown = Cowhand.run(
                folder, "show", "--json", "results/host-0.jsonl", "results/host-1.jsonl", "results/host-2.jsonl");
        assertThat(shown.images().stream().map(image -> image.get("image").asString()))
                .containsExactlyElementsOf(IntStream.range(0, 3)
                        .boxed()
                        .flatMap(host -> imagesOf(host))
                        .toList());
        assertThat(shown.json().get(shown.json().size() - 1).get("runs")).hasSize(3);

        Qemu.Ran second = bash(run);
        assertThat(second.exit()).as(second.output()).isZero();
        assertThat(second.output()).containsPattern("\\d+ unchanged").doesNotContain("would change");
    }

    private Stream<String> imagesOf(int host) {
        return IntStream.range(0, SIZE)
                .filter(i -> i % 13 == host)
                .mapToObj(i -> folder + "/vms/host-" + host + "/vm-" + i + ".qcow2")
                .sorted();
    }

    @Test
    void savedPlansOfShardsAreShownAndAppliedAsOne() throws IOException {
        for (String shard : List.of("1", "2")) {
            String name = "shard-" + shard + ".plan.gz";
            plan(folder, "--shard", shard + "/2", "-o", name);
            Cowhand.Ran applied = Cowhand.run(folder, "apply", name, "--json");
            assertThat(applied.exit()).isEqualTo(1);
            Files.writeString(folder.resolve("applied-" + shard), applied.out());
        }

        assertThat(show(TEXT, "shard-.*").out()).isEqualTo(PLANS.get(TEXT));
        assertThat(show(JSON, "shard-.*").out()).isEqualTo(PLANS.get(JSON));
        Cowhand.Ran runs = show(JSON, "applied-.*");
        assertThat(runs.images().stream().map(image -> image.get("changes")))
                .containsExactlyElementsOf(show(JSON, "shard-.*").images().stream()
                        .map(image -> image.get("changes"))
                        .toList());
        JsonNode planned = JsonMapper.shared()
                .readTree(PLANS.get(JSON).lines().reduce((first, last) -> last).orElseThrow());
        assertThat(runs.json().get(SIZE).get("digest")).isEqualTo(planned.get("digest"));
    }

    @Test
    void showRefusesWhatIsNotWholeAndSaysWhy() throws IOException {
        String json = PLANS.get(JSON);
        Files.writeString(folder.resolve("edited"), json.replace("platform", "platforn"));
        Files.writeString(folder.resolve("cut"), json.substring(0, json.length() / 2));
        Files.createDirectory(folder.resolve("directory"));
        Map<List<String>, String> mistakes = Map.of(
                List.of("part-1", "part-3"), "cowhand: shard 2/3 is missing; --partial shows the others\n",
                List.of("part-2"), "cowhand: shards 1/3, 3/3 are missing; --partial shows the others\n",
                List.of("edited"),
                        "cowhand: edited: the results were edited or damaged: they do not match their summary\n",
                List.of("recipe.yaml"),
                        "cowhand: recipe.yaml:1: this is neither a saved plan nor the output of plan --json or apply --json\n");
        mistakes.forEach((files, message) -> {
            Cowhand.Ran ran = Cowhand.run(
                    folder, Stream.concat(Stream.of("show"), files.stream()).toArray(String[]::new));
            assertThat(ran.err()).isEqualTo(message);
            assertThat(ran.out()).isEmpty();
            assertThat(ran.exit()).isEqualTo(65);
        });
        assertThat(Cowhand.run(folder, "show", "cut").exit()).isEqualTo(65);
        Cowhand.Ran none = Cowhand.run(folder, "show", "none");
        assertThat(none.err()).isEqualTo("cowhand: none: no such file\n");
        assertThat(none.exit()).isEqualTo(66);
        assertThat(Cowhand.run(folder, "show", "directory").err())
                .isEqualTo("cowhand: directory: the folder has no complete results: _summary.json is missing\n");
        assertThat(Cowhand.run(folder, "show").exit()).isEqualTo(64);
    }

    @Test
    void partialResultsAreShownOnDemand() {
        Cowhand.Ran partial = Cowhand.run(folder, "show", "--partial", "--json", "part-1", "part-3");
        assertThat(partial.exit()).isZero();
        assertThat(partial.err()).isEqualTo("cowhand: shard 2/3 is missing\n");
        assertThat(partial.images().stream().map(image -> image.get("image")))
                .containsExactlyElementsOf(
                        Cowhand.run(folder, "show", "--json", "part-1", "part-2", "part-3").images().stream()
                                .map(image -> image.get("image"))
                                .filter(image -> partial.images().stream()
                                        .anyMatch(each -> each.get("image").equals(image)))
                                .toList());
    }

    @Test
    void aLimitShowsSomeImages() {
        Cowhand.Ran some = Cowhand.run(folder, "show", "--limit", "vms/host-1/*", "part-1", "part-2", "part-3");
        assertThat(some.out()).startsWith("follow-the-store: 2 steps, 23 images. Dry run: nothing is written.\n");
        assertThat(some.out().replaceFirst("\nDigest .*", ""))
                .isEqualTo(plan(folder, "--limit", "vms/host-1/*").replaceFirst("\nDigest .*", ""));
        Cowhand.Ran none = Cowhand.run(folder, "show", "--limit", "none", "part-1", "part-2", "part-3");
        assertThat(none.exit()).isEqualTo(65);
        assertThat(none.err())
                .isEqualTo("cowhand: --limit none matches none of the images, such as vms/host-0/vm-0.qcow2\n");
        assertThat(Cowhand.run(folder, "show", "--limit", "[", "part-1").exit()).isEqualTo(64);
    }
}
