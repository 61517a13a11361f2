package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import io.cowhand.testing.FirstCluster;
import io.cowhand.testing.LockHolder;
import io.cowhand.testing.Qemu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** How {@code inspect} selects images and values, and what makes it fail. */
class InspectQueryIT {

    @TempDir
    private Path folder;

    /** A sound image, one with a backing file without a format, one that QEMU does not open, and a file that is none. */
    @BeforeEach
    void makeImages() throws IOException {
        FirstCluster.v3(16).end().write(folder.resolve("a.qcow2"), 1 << 20);
        FirstCluster.v2(16).end().name("base, \"1\"").write(folder.resolve("b.qcow2"), 1 << 20);
        FirstCluster.v3(16).u32(20, 7).end().write(folder.resolve("broken.qcow2"), 1 << 20);
        Files.writeString(folder.resolve("notes.txt"), "not an image");
    }

    private Cowhand.Ran inspect(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "inspect";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Cowhand.run(folder, all);
    }

    private void assertUsage(String complaint, String... arguments) {
        Cowhand.Ran ran = inspect(arguments);
        assertThat(ran.exit()).as(ran.err()).isEqualTo(64);
        assertThat(ran.err()).contains(complaint);
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void imagesThatAreNotSelectedCountForNothing() {
        Cowhand.Ran ran = inspect("--where", "version == 3 && cluster_bits > 8", "a.qcow2", "b.qcow2", "broken.qcow2");

        assertThat(ran.exit()).as("the broken one is left out").isZero();
        assertThat(ran.out())
                .startsWith("a.qcow2: ")
                .endsWith("images: 1 (opens: 1); with problems: 0; in use: 0; not selected: 2; passed over: 0\n");
        assertThat(inspect("--where", "false", "--json", "a.qcow2", "b.qcow2")
                        .summary()
                        .toString())
                .isEqualTo("{\"images\":0,\"opens\":0,\"does_not_open\":0,\"with_problems\":0,\"in_use\":0,"
                        + "\"not_selected\":2,\"passed_over\":0}");
        assertThat(inspect("--where", "false", "a.qcow2").exit()).isZero();
    }

    @Test
    void whatCannotBeReadIsSelected() {
        Cowhand.Ran ran = inspect("--where", "false", "a.qcow2", "notes.txt", "missing.qcow2");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out()).contains("notes.txt: not a qcow2 image", "missing.qcow2: cannot be read");
    }

    @Test
    void anExpressionWithoutAValueIsAnErrorOfTheImage() {
        Cowhand.Ran ran = inspect("--where", "labels.owner == 'web'", "--json", "a.qcow2");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.images().get(0).get("opens").asBoolean()).isTrue();
        assertThat(ran.images().get(0).at("/problems/0/code").asString()).isEqualTo("condition-error");
        assertThat(inspect("--where", "has(labels.owner) && labels.owner == 'web'", "a.qcow2")
                        .exit())
                .isZero();
    }

    @Test
    void expressionsKnowWhoHasTheImageOpen() throws IOException {
        try (LockHolder holder = LockHolder.start(folder.resolve("a.qcow2"))) {
            holder.lock(100);
            Cowhand.Ran ran = inspect("--select", "name, in_use", "a.qcow2", "b.qcow2");
            assertThat(ran.out()).isEqualTo("""
                    name     in_use
                    a.qcow2  reader
                    b.qcow2  -
                    """);
        }
    }

    @Test
    void aTableHasARowForEachImageThatCanBeRead() {
        Cowhand.Ran ran =
                inspect("--select", "path, size / 1048576 as mib, backing_file", "a.qcow2", "missing.qcow2", "b.qcow2");

        assertThat(ran.out()).isEqualTo("""
                path     mib  backing_file
                a.qcow2  4    -
                b.qcow2  4    base, "1"
                """);
        assertThat(ran.err()).isEqualTo("cowhand: missing.qcow2: error: no such file (unreadable)\n");
        assertThat(ran.exit()).isEqualTo(1);
    }

    @Test
    void selectedValuesAsJson() {
        List<JsonNode> lines = inspect("--json", "--select", "path, size, problems", "a.qcow2", "b.qcow2")
                .json();

        assertThat(lines).hasSize(3);
        assertThat(lines.get(1).toString())
                .isEqualTo("{\"format_version\":\"1.0\",\"path\":\"b.qcow2\",\"size\":4194304,"
                        + "\"problems\":[\"backing-format-missing\"]}");
        assertThat(lines.get(2).at("/summary/images").asInt()).isEqualTo(2);
    }

    @Test
    void csvIsReadBackByAParser() throws IOException {
        List<CSVRecord> records = CSVParser.parse(
                        inspect("--csv", "a.qcow2", "b.qcow2", "missing.qcow2").out(), CSVFormat.RFC4180)
                .getRecords();

        assertThat(records.stream().map(CSVRecord::toList))
                .containsExactly(
                        List.of(
                                "image",
                                "opens",
                                "version",
                                "virtual_size",
                                "backing_file",
                                "backing_format",
                                "problems"),
                        List.of("a.qcow2", "true", "3", "4194304", "", "", ""),
                        List.of("b.qcow2", "true", "2", "4194304", "base, \"1\"", "", "backing-format-missing"),
                        List.of("missing.qcow2", "false", "", "", "", "", "unreadable"));
        assertThat(inspect("--csv", "--problems-only", "--select", "name", "a.qcow2", "b.qcow2")
                        .out())
                .isEqualTo("name\r\nb.qcow2\r\n");
    }

    @Test
    void theSummaryCountsWhatIsInTheFleet() {
        Cowhand.Ran text = inspect("--summary", "-r", ".");
        assertThat(text.exit()).isEqualTo(1);
        assertThat(text.out())
                .contains(
                        "images               3 (opens: 2, broken: 1)\n",
                        "passed over          1\n",
                        "versions             3: 2, 2: 1\n",
                        "           1  \"base, \\\"1\\\"\"\n",
                        "           1  error    cluster-bits-out-of-range\n");
        Cowhand.Ran json = inspect("--summary", "--json", "--where", "version == 2", "-r", ".");
        assertThat(json.exit()).isZero();
        assertThat(json.json()).hasSize(1);
        assertThat(json.summary().get("versions").toString()).isEqualTo("[{\"value\":2,\"images\":1}]");
        assertThat(json.summary().get("not_selected").asInt()).isEqualTo(2);
    }

    @Test
    void problemsCanMakeItFail() {
        assertThat(inspect("b.qcow2").exit()).isZero();
        assertThat(inspect("--fail-on", "backing-format-missing", "b.qcow2").exit())
                .isEqualTo(1);
        assertThat(inspect("--fail-on", "warning", "b.qcow2").exit()).isEqualTo(1);
        assertThat(inspect("--fail-on", "notice", "b.qcow2").exit()).isEqualTo(1);
        assertThat(inspect("--fail-on", "error", "--fail-on", "dirty", "b.qcow2")
                        .exit())
                .isZero();
        assertThat(inspect("--fail-on", "warning", "--where", "version == 3", "a.qcow2", "b.qcow2")
                        .exit())
                .isZero();
        Cowhand.Ran quiet = inspect("--quiet", "--fail-on", "warning", "a.qcow2", "b.qcow2");
        assertThat(quiet.exit()).isEqualTo(1);
        assertThat(quiet.out()).startsWith("b.qcow2: warning: ").doesNotContain("a.qcow2");
    }

    @Test
    void mistakesAreWrongUsage() {
        assertUsage(
                "cowhand: --where, column 1: there is no variable named verson; did you mean \"version\"?\n"
                        + "cowhand:   verson > 2\ncowhand:   ^\n",
                "--where",
                "verson > 2",
                "a.qcow2");
        assertUsage("a whole number; true or false is needed", "--where", "version", "a.qcow2");
        assertUsage("--select, column 6: an expression needs a name", "--select", "path,1", "a.qcow2");
        assertUsage("did you mean \"corrupt\"?", "--fail-on", "corupt", "a.qcow2");
    }

    /** They would be the same for all images: without bases, no backing file is found. */
    @Test
    void whatOnlyARecipeHasIsWrongUsage() {
        String reason = "; inspect has no bases, rows or variables";
        assertUsage("--where: \"!backing.found\" reads backing" + reason, "--where", "!backing.found", "a.qcow2");
        assertUsage("reads row and vars" + reason, "--where", "has(row.owner) && size(vars) == 0", "a.qcow2");
        assertUsage("--select: \"size(row)\" reads row" + reason, "--select", "name, size(row) as columns", "a.qcow2");
    }

    @Test
    void whatMeansNothingTogetherIsWrongUsage() {
        assertUsage("--csv and --json cannot be used together", "--csv", "--json", "a.qcow2");
        assertUsage("--csv and --summary cannot be used together", "--csv", "--summary", "a.qcow2");
        assertUsage("--layout and --json cannot be used together", "--layout", "--json", "a.qcow2");
        assertUsage("--layout and --quiet cannot be used together", "--layout", "--quiet", "a.qcow2");
        assertUsage("--layout and --summary cannot be used together", "--layout", "--summary", "a.qcow2");
        assertUsage("--csv and --quiet cannot be used together", "--csv", "--quiet", "a.qcow2");
        assertUsage("--select and --summary cannot be used together", "--select", "path", "--summary", "a.qcow2");
        assertUsage("--select and --quiet cannot be used together", "--select", "path", "--quiet", "a.qcow2");
        assertUsage("--summary and --quiet cannot be used together", "--summary", "--quiet", "a.qcow2");
        assertUsage("--summary and --problems-only cannot be used together", "--summary", "--problems-only", "a.qcow2");
    }

    @Test
    void onlyExpressionsLoadCel() {
        assertThat(classes("--summary", "--fail-on", "error"))
                .contains("io.cowhand.run.FleetStatistics")
                .doesNotContain("dev.cel", "com.google");
        assertThat(classes("--csv")).doesNotContain("dev.cel", "com.google");
        assertThat(classes("--where", "true")).contains("dev.cel");
    }

    private String classes(String... arguments) {
        String command = Cowhand.command("inspect", String.join(" ", arguments), "a.qcow2")
                .replace(" -jar ", " -Xlog:class+load -jar ");
        Qemu.Ran ran = Qemu.run(folder, List.of("sh", "-c", command));
        assertThat(ran.exit()).as(ran.output()).isZero();
        return ran.output();
    }
}
