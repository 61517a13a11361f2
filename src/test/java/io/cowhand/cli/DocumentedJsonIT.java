package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.testing.Cowhand;
import io.cowhand.testing.FileState;
import io.cowhand.testing.Journaled;
import io.cowhand.testing.Page;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.RequiresQemu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every member that {@code --json} prints has a row in docs/json.md, and every row there is about a member that is printed. */
@RequiresQemu
class DocumentedJsonIT {

    private static final Page DOCS = Page.read(Path.of("docs/json.md"));

    /** Members whose own members are described elsewhere, or are names from an image. */
    private static final Pattern OPAQUE = Pattern.compile(
            "header|labels|locks\\[]|summary\\.\\w+\\[]|(.*\\.)?entries(\\[])?|changes\\[]\\.(before|after)(\\[])?");
    /** What a member's name may end with: see the page's section "Names". */
    private static final Pattern VARIANT = Pattern.compile("_(hex|length|uri)$");

    private static final List<JsonNode> INSPECTIONS = new ArrayList<>();
    private static final List<JsonNode> STATISTICS = new ArrayList<>();
    private static final List<JsonNode> GRAPHS = new ArrayList<>();
    private static final List<JsonNode> RESULTS = new ArrayList<>();
    private static final List<JsonNode> RUNS = new ArrayList<>();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void runTheCommands() throws IOException {
        FileUtils.copyDirectory(Path.of("examples").toFile(), folder.toFile());
        Files.writeString(Files.createDirectory(folder.resolve(".git")).resolve("HEAD"), "0".repeat(40) + "\n");

        RESULTS.addAll(makeImageWithSnapshot());
        INSPECTIONS.addAll(run("inspect", "-r", "images"));
        STATISTICS.addAll(run("inspect", "--summary", "-r", "images"));
        Qemu.mustImg(folder, "create", "-q", "-f", "raw", "base.raw", "1M");
        Qemu.mustImg(folder, "create", "-q", "-f", "qcow2", "-b", "base.raw", "-F", "raw", "overlay.qcow2");
        GRAPHS.addAll(run("graph", "-r", "images", "overlay.qcow2", "--bases", "base.raw"));
        for (String recipe : List.of("poke", "quickstart", "set-field", "upgrade", "drop-bitmaps", "normalize")) {
            RESULTS.addAll(run("plan", recipe + ".yaml"));
        }
        RESULTS.addAll(planThatWouldStop());
        RESULTS.addAll(run("plan", "quickstart.yaml", "--shard", "1/1"));
        RESULTS.addAll(rollouts());
        RESULTS.addAll(run("apply", "quickstart.yaml", "--reason", "moved"));
        RUNS.addAll(run("runs"));
        show("last");
        RESULTS.addAll(run("rollback", "last"));
        RUNS.addAll(run("runs"));
        show("last");
        RESULTS.addAll(showTwoRuns());
        interruptARun();
        show("last");
        RESULTS.addAll(run("recover"));
    }

    /** Makes an image with what the examples lack: a snapshot, and an extension that is not text, by a recipe with a variable. */
    private static List<JsonNode> makeImageWithSnapshot() throws IOException {
        Qemu.mustImg(folder, "create", "-q", "-f", "qcow2", "images/more/snapshot.qcow2", "1M");
        Qemu.mustImg(folder, "snapshot", "-c", "monday", "images/more/snapshot.qcow2");
        Files.writeString(folder.resolve("hex.yaml"), """
                cowhand: 1
                name: hex
                vars: {payload: 00ff}
                images: [images/more/snapshot.qcow2]
                steps:
                  - {op: add-extension, magic: 0x12345678, hex: "${vars.payload}"}
                """);
        return run("apply", "hex.yaml");
    }

    /** Plans a recipe with an image whose header breaks a rule. */
    private static List<JsonNode> planThatWouldStop() throws IOException {
        byte[] broken = Files.readAllBytes(folder.resolve("images/disk-1.qcow2"));
        broken[HeaderField.CLUSTER_BITS.offset() + 3] = 99;
        Files.write(folder.resolve("broken.qcow2"), broken);
        Files.writeString(folder.resolve("stop.yaml"), """
                cowhand: 1
                name: stop
                images: [broken.qcow2]
                on-error: stop
                steps:
                  - {op: set-labels, labels: {owner: web}}
                """);
        return run("plan", "stop.yaml");
    }

    /** Applies a recipe twice, and shows the results of both runs. */
    private static List<JsonNode> showTwoRuns() throws IOException {
        for (String owner : List.of("web", "db")) {
            Files.writeString(folder.resolve("owner.yaml"), """
                    cowhand: 1
                    name: owner
                    images: [images/disk-1.qcow2]
                    steps:
                      - {op: set-labels, labels: {owner: %s}}
                    """.formatted(owner));
            Files.writeString(
                    folder.resolve(owner + ".jsonl"),
                    run("apply", "owner.yaml").stream().map(line -> line + "\n").collect(Collectors.joining()));
        }
        return run("show", "web.jsonl", "db.jsonl");
    }

    /** A rollout that ends early, and one that is not as expected. */
    private static List<JsonNode> rollouts() throws IOException {
        List<JsonNode> lines = new ArrayList<>(run("apply", "rollout.yaml", "--until-wave", "1"));
        Files.writeString(folder.resolve("expect.yaml"), """
                cowhand: 1
                name: expect
                images: [images/*.qcow2]
                expect: {images: {min: 1000}}
                steps:
                  - {op: set-labels, labels: {owner: web}}
                """);
        lines.addAll(run("plan", "expect.yaml"));
        return lines;
    }

    private static void interruptARun() throws IOException {
        Path image = folder.resolve("images/disk-1.qcow2");
        Bytes after =
                FileState.content(image).slice(0, 4096).with(24, Bytes.of(1)).with(1024, Bytes.of(1));
        new Journaled(folder).interrupt(image, after);
    }

    /** Shows a run: its own object, then those of its images. */
    private static void show(String run) {
        List<JsonNode> lines = run("runs", "show", run);
        RUNS.add(lines.get(0));
        RESULTS.addAll(lines.subList(1, lines.size()));
    }

    private static List<JsonNode> run(String... arguments) {
        String command =
                "export COWHAND_STATE_DIR=state SUDO_USER=admin; " + Cowhand.command(arguments) + " --json 2>messages";
        String printed = Qemu.run(folder, List.of("sh", "-c", command)).output();
        assertThat(printed).as(command).isNotEmpty();
        return printed.lines().map(JsonMapper.shared()::readTree).toList();
    }

    @Test
    void everyMemberOfAnInspectionIsDescribed() {
        assertThat(undocumented(INSPECTIONS, rows("json-inspect", "json-problems")))
                .isEmpty();
    }

    @Test
    void everyMemberOfStatisticsIsDescribed() {
        assertThat(undocumented(STATISTICS, rows("json-inspect", "json-statistics")))
                .isEmpty();
    }

    @Test
    void everyMemberOfAGraphIsDescribed() {
        assertThat(undocumented(GRAPHS, rows("json-graph", "json-problems"))).isEmpty();
    }

    @Test
    void everyMemberOfAResultIsDescribed() {
        assertThat(undocumented(RESULTS, rows("json-results", "json-problems"))).isEmpty();
    }

    @Test
    void everyMemberOfARunIsDescribed() {
        assertThat(undocumented(RUNS, rows("json-runs"))).isEmpty();
    }

    @Test
    void everyMemberThatIsDescribedIsPrinted() {
        assertThat(unprinted(rows("json-inspect"), INSPECTIONS)).isEmpty();
        assertThat(unprinted(rows("json-statistics"), STATISTICS)).isEmpty();
        assertThat(unprinted(rows("json-graph"), GRAPHS)).isEmpty();
        assertThat(unprinted(rows("json-results", "json-problems"), RESULTS)).isEmpty();
        assertThat(unprinted(rows("json-runs"), RUNS)).isEmpty();
    }

    @Test
    void aMemberWithoutARowIsFoundAndARowWithoutAMember() {
        List<JsonNode> lines = List.of(JsonMapper.shared()
                .readTree("{\"image\":\"a\",\"image_uri\":\"b\",\"new\":[{\"x\":1}],\"header\":{\"y\":2}}"));
        Set<String> rows = Set.of("image", "header", "summary.*");

        assertThat(undocumented(lines, rows))
                .containsExactly("docs/json.md has no row for `new[]`", "docs/json.md has no row for `new[].x`");
        assertThat(unprinted(rows, lines))
                .containsExactly("docs/json.md has a row for `summary.*`, which no command prints");
    }

    private static Set<String> rows(String... sections) {
        return Stream.of(sections)
                .flatMap(section -> DOCS.section(section).orElseThrow().lines())
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> undocumented(List<JsonNode> lines, Set<String> rows) {
        return members(lines).stream()
                .filter(member -> describing(member).noneMatch(rows::contains))
                .map(member -> "docs/json.md has no row for `" + member + "`")
                .toList();
    }

    private static List<String> unprinted(Set<String> rows, List<JsonNode> lines) {
        Set<String> printed =
                members(lines).stream().flatMap(DocumentedJsonIT::describing).collect(Collectors.toSet());
        return rows.stream()
                .filter(row -> !printed.contains(row))
                .map(row -> "docs/json.md has a row for `" + row + "`, which no command prints")
                .toList();
    }

    /** Returns the names of the rows that may describe a member. */
    private static Stream<String> describing(String member) {
        return Stream.of(member, VARIANT.matcher(member).replaceFirst(""), member.replaceFirst("\\.[^.]*$", ".*"));
    }

    private static Set<String> members(List<JsonNode> lines) {
        Set<String> members = new TreeSet<>();
        lines.forEach(line -> collect(line, "", members));
        return members;
    }

    private static void collect(JsonNode node, String path, Set<String> members) {
        boolean isContainer = node.isObject() && !path.isEmpty() && !path.endsWith("[]");
        if (!path.isEmpty() && !isContainer || OPAQUE.matcher(path).matches()) {
            members.add(path);
        }
        if (OPAQUE.matcher(path).matches()) {
            return;
        }
        node.properties()
                .forEach(member -> collect(
                        member.getValue(), path.isEmpty() ? member.getKey() : path + "." + member.getKey(), members));
        if (node.isArray()) {
            members.remove(path);
            members.add(path + "[]");
            node.forEach(element -> collect(element, path + "[]", members));
        }
    }
}
