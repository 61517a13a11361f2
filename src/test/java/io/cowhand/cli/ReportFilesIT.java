package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import io.cowhand.testing.FileState;
import io.cowhand.testing.JUnitSchema;
import io.cowhand.testing.LoopDisk;
import io.cowhand.testing.Requires;
import io.cowhand.testing.SarifSchema;
import io.cowhand.testing.Variants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The files of {@code --report}, and SARIF. */
class ReportFilesIT {

    /** Would break out of Markdown and XML. */
    private static final String HOSTILE = "`|<b>]]>&\u0001@all\ud83d\udc04.qcow2";

    @TempDir
    private Path folder;

    @BeforeEach
    void makeImagesAndRecipe() throws IOException {
        Variants.copy("v3", folder, "a.qcow2");
        Variants.copy("v3", folder, HOSTILE);
        Files.writeString(folder.resolve("no.qcow2"), "not an image, although its name says so");
        Files.writeString(folder.resolve("r.yaml"), """
                cowhand: 1
                name: build-ids
                images: ["*.qcow2"]
                steps:
                  - {op: add-extension, magic: 0x12345678, text: "1"}
                """);
    }

    private Cowhand.Ran run(String... arguments) {
        return Cowhand.run(folder, arguments);
    }

    private String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    private List<String> files() throws IOException {
        return names(folder).stream().filter(name -> !name.endsWith(".qcow2")).toList();
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aReportHasWhatStandardOutputHas() throws IOException {
        Cowhand.Ran text = run("plan", "r.yaml", "--report", "p.jsonl", "--report", "p.txt", "--report", "p.md");
        Cowhand.Ran json = run("plan", "r.yaml", "--json", "--report", "all.txt", "--all");
        Cowhand.Ran all = run("plan", "r.yaml", "--all");

        assertThat(text.exit()).isEqualTo(1);
        assertThat(read("p.txt")).isEqualTo(text.out());
        assertThat(read("p.jsonl")).isEqualTo(json.out());
        assertThat(read("all.txt")).isEqualTo(all.out());
        assertThat(read("p.md")).startsWith("## Plan of `build-ids`\n").contains("| would change | 2 |");
        assertThat(files()).containsExactly("all.txt", "p.jsonl", "p.md", "p.txt", "r.yaml");
    }

    @Test
    void aReportReplacesTheOneBeforeAndHasTheUsualPermissions() throws IOException {
        Files.writeString(folder.resolve("p.md"), "of yesterday");
        Path usual = Files.createFile(folder.resolve("usual"));
        run("plan", "r.yaml", "--quiet", "--report", "p.md");
        assertThat(read("p.md")).startsWith("## Plan");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("p.md"))))
                .isEqualTo(PosixFilePermissions.toString(Files.getPosixFilePermissions(usual)));
    }

    @Test
    void applyRollbackAndRunsReport() throws IOException {
        String[] state = {"--state-dir", "state"};
        assertThat(run("apply", "r.yaml", "--report", "apply.md", state[0], state[1])
                        .exit())
                .isEqualTo(1);
        assertThat(read("apply.md")).startsWith("## Run of `build-ids`").contains("| changed | 2 |");

        Cowhand.Ran shown = run("runs", "show", "last", "--report", "r.md", "--report", "r.txt", state[0], state[1]);
        assertThat(read("r.txt")).isEqualTo(shown.out()).contains("  recipe        r.yaml");
        assertThat(read("r.md")).startsWith("## Run `").contains("  recipe        r.yaml", "| changed | 2 |");
        run("runs", "show", "last", "--report", "r.json", state[0], state[1]);
        assertThat(read("r.json"))
                .isEqualTo(run("runs", "show", "--json", "last", state[0], state[1])
                        .out());

        Cowhand.Ran dry =
                run("rollback", "--dry-run", "last", "--report", "b.md", "--report", "b.txt", state[0], state[1]);
        assertThat(read("b.txt")).isEqualTo(dry.out()).startsWith("Dry run: nothing is written.");
        assertThat(read("b.md"))
                .startsWith("## Rollback of run `")
                .contains("Dry run: nothing is written.", "| would restore | 2 |");
        assertThat(run("rollback", "last", "--report", "back.xml", state[0], state[1])
                        .exit())
                .isZero();
        assertThat(read("back.xml")).contains("tests=\"2\" failures=\"0\"");
    }

    @Test
    void inspectReports() throws IOException {
        Cowhand.Ran text = run("inspect", "*.qcow2", "--report", "i.txt", "--report", "i.json", "--report", "i.md");
        Cowhand.Ran json = run("inspect", "*.qcow2", "--json");
        assertThat(text.exit()).isEqualTo(1);
        assertThat(read("i.txt")).isEqualTo(text.out());
        assertThat(read("i.json")).isEqualTo(json.out());
        assertThat(read("i.md")).startsWith("## Inspection of 3 images").contains("| 1 | not a qcow2 image |");

        run("inspect", "*.qcow2", "--quiet", "--report", "q.xml");
        assertThat(read("q.xml")).contains("tests=\"3\" failures=\"1\"");
        run("inspect", "*.qcow2", "--problems-only", "--report", "o.xml");
        assertThat(read("o.xml")).contains("tests=\"1\" failures=\"1\"");
        String[] select = {"inspect", "*.qcow2", "--select", "path, version"};
        Cowhand.Ran table = run(Stream.concat(Stream.of(select), Stream.of("--report", "s.txt", "--report", "s.json"))
                .toArray(String[]::new));
        assertThat(read("s.txt")).isEqualTo(table.out());
        assertThat(read("s.json"))
                .isEqualTo(run(Stream.concat(Stream.of(select), Stream.of("--json"))
                                .toArray(String[]::new))
                        .out());
    }

    @Test
    @Requires(files = JUnitSchema.FILE)
    void jenkinsAcceptsEveryJUnitReport() throws IOException {
        run("plan", "r.yaml", "--report", "plan.xml");
        run("inspect", "*.qcow2", "--report", "inspect.xml");
        for (int i = 0; i < 1001; i++) {
            Files.copy(folder.resolve("no.qcow2"), folder.resolve("no-" + i + ".qcow2"));
        }
        run("plan", "r.yaml", "--report", "many.xml");
        run("inspect", "*.qcow2", "--report", "inspect-many.xml");
        for (String file : List.of("plan.xml", "inspect.xml", "many.xml", "inspect-many.xml")) {
            JUnitSchema.assertValid(folder.resolve(file));
        }
        assertThat(read("many.xml")).contains("tests=\"2\"");
        assertThat(read("inspect-many.xml")).contains("tests=\"2\"");
    }

    @ParameterizedTest
    @CsvSource({
        "none/p.md, there is no directory",
        "taken.md, it is not a regular file",
        "/proc/p.md, no such file",
    })
    void nothingIsTouchedIfAReportCannotBeWritten(String report, String why) throws IOException {
        Files.createDirectory(folder.resolve("taken.md"));
        FileState before = FileState.of(folder.resolve("a.qcow2"));
        Cowhand.Ran ran = run("apply", "r.yaml", "--state-dir", "state", "--report", "good.md", "--report", report);
        assertThat(ran.exit()).isEqualTo(73);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("cowhand: --report: cannot write " + report + ": " + why);
        assertThat(FileState.of(folder.resolve("a.qcow2"))).isEqualTo(before);
        assertThat(files()).containsExactly("r.yaml", "taken.md");
    }

    @ParameterizedTest
    @ValueSource(strings = {"p.pdf", "p", "md", "p.MD.gz"})
    void aSuffixThatIsNotKnownIsWrongUsage(String report) {
        for (String command : List.of("plan", "apply", "inspect")) {
            Cowhand.Ran ran = run(command, "r.yaml", "--report", report);
            assertThat(ran.exit()).isEqualTo(64);
            assertThat(ran.err()).contains("\"" + report + "\" must end in .html, .md, .xml, .json, .jsonl or .txt");
        }
    }

    @Test
    void aReportThatIsNamedTwiceIsWrongUsage() throws IOException {
        Cowhand.Ran ran = run("plan", "r.yaml", "--report", "p.md", "--report", "./p.md");
        assertThat(ran.exit()).isEqualTo(64);
        assertThat(ran.err()).contains("--report: ./p.md is named twice");
        assertThat(files()).containsExactly("r.yaml");
    }

    @Test
    void aRunThatDoesNotBeginLeavesNoReport() throws IOException {
        Files.writeString(folder.resolve("bad.yaml"), "cowhand: 2\n");
        assertThat(run("plan", "bad.yaml", "--report", "p.md").exit()).isEqualTo(65);
        assertThat(files()).containsExactly("bad.yaml", "r.yaml");
    }

    @Test
    @Requires(programs = "mkfs.ext4", root = true)
    void aFullDiskLosesTheReportButNotTheRun() throws IOException {
        for (int i = 0; i < 200; i++) {
            Variants.copy("v3", folder, "vm-" + i + ".qcow2");
        }
        Files.delete(folder.resolve("no.qcow2"));
        try (LoopDisk disk = LoopDisk.make(folder, 8)) {
            disk.fill();
            List<String> full = names(disk.root());
            String report = disk.root().resolve("all.jsonl").toString();
            Cowhand.Ran ran = run("apply", "r.yaml", "--state-dir", "state", "--report", report, "--report", "all.md");

            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.err())
                    .isEqualTo("cowhand: the report " + report + " could not be written: No space left on device\n");
            assertThat(ran.out()).contains("202 changed");
            assertThat(read("all.md")).contains("| changed | 202 |");
            assertThat(names(disk.root())).isEqualTo(full);
        }
    }

    @Test
    void problemsOfRecipesHaveTheirPlacesInSarif() throws IOException {
        Files.writeString(folder.resolve("b a d.yaml"), """
                cowhand: 1
                name: bad
                images: [x]
                steps:
                  - {op: add-extension, text: "\ud83d\udc04\ud83d\udc04", magik: 1, magic: 1}
                  - op: set-backin
                """);
        Cowhand.Ran ran = run("validate", "--format", "sarif", "b a d.yaml", "r.yaml", "none.yaml");
        JsonNode run = SarifSchema.run(ran.out());

        assertThat(ran.exit()).isEqualTo(65);
        assertThat(ran.err()).isEmpty();
        assertThat(run.get("columnKind").asString()).isEqualTo("unicodeCodePoints");
        List<String> places = new ArrayList<>();
        run.get("results").forEach(result -> {
            JsonNode place = result.at("/locations/0/physicalLocation");
            places.add(place.at("/artifactLocation/uri").asString() + ":"
                    + place.at("/region/startLine").asString("") + ":"
                    + place.at("/region/startColumn").asString(""));
        });
        assertThat(places).containsExactly("b%20a%20d.yaml:5:37", "b%20a%20d.yaml:6:9", "none.yaml::");
        assertThat(run.at("/tool/driver/version").asString()).isNotBlank();
    }

    @Test
    void problemsOfImagesHaveTheirOffsetsInSarif() throws IOException {
        Path broken = folder.resolve("broken.qcow2");
        byte[] bytes = Files.readAllBytes(folder.resolve("a.qcow2"));
        bytes[23] = 99;
        Files.write(broken, bytes);
        Cowhand.Ran ran = run("inspect", "--format", "sarif", "broken.qcow2", "a.qcow2");
        JsonNode result = SarifSchema.run(ran.out()).at("/results/0");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(result.get("ruleId").asString()).isEqualTo("cluster-bits-out-of-range");
        assertThat(result.at("/locations/0/physicalLocation").toString())
                .isEqualTo("{\"artifactLocation\":{\"uri\":\"broken.qcow2\"},"
                        + "\"region\":{\"byteOffset\":20,\"byteLength\":4}}");
    }

    @Test
    void theFormatsHaveTheirOldNames() {
        assertThat(run("validate", "--format", "json", "r.yaml").out())
                .isEqualTo(run("validate", "--json", "r.yaml").out());
        assertThat(run("inspect", "--format", "json", "a.qcow2").out())
                .isEqualTo(run("inspect", "--json", "a.qcow2").out());
        assertThat(run("inspect", "--format", "text", "a.qcow2").out())
                .isEqualTo(run("inspect", "a.qcow2").out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "validate --json --format sarif r.yaml",
                "inspect --json --format text a.qcow2",
                "inspect --csv --format sarif a.qcow2",
                "inspect --summary --format sarif a.qcow2",
                "inspect --select path --format sarif a.qcow2",
                "inspect --format html a.qcow2"
            })
    void formatsThatContradictOneAnotherAreWrongUsage(String line) {
        assertThat(run(line.split(" ")).exit()).isEqualTo(64);
    }
}
