package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import io.cowhand.testing.Golden;
import io.cowhand.testing.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every recipe in {@code examples/} does on copies of the images what it says. */
class ExamplesIT {

    private static final Path EXAMPLES = Path.of("examples");

    @TempDir
    private Path folder;

    private static final Pattern OPERATION = Pattern.compile("op: (\\S+)");

    private static List<String> recipes(boolean onlyCheck) throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            List<String> recipes = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                // It has been applied already: make-images.sh does it.
                if (name.endsWith(".yaml")
                        && !name.equals("images.yaml")
                        && onlyCheck
                                == OPERATION
                                        .matcher(Files.readString(file))
                                        .results()
                                        .allMatch(
                                                operation -> operation.group(1).equals("assert"))) {
                    recipes.add(name);
                }
            }
            return recipes;
        }
    }

    static List<String> recipesThatEdit() throws IOException {
        return recipes(false);
    }

    static List<String> recipesThatCheck() throws IOException {
        return recipes(true);
    }

    @ParameterizedTest
    @MethodSource("recipesThatCheck")
    void anExampleThatOnlyChecksFindsNothingWrongAndChangesNothing(String recipe) throws IOException {
        FileUtils.copyDirectory(EXAMPLES.toFile(), folder.toFile());
        Map<Path, String> before = digests();

        Cowhand.Ran apply = Cowhand.run(folder, "apply", "--json", recipe);
        assertThat(apply.exit()).as(apply.out() + apply.err()).isZero();
        assertThat(apply.summary().get("unchanged").asInt())
                .isPositive()
                .isEqualTo(apply.summary().get("images").asInt());
        assertThat(digests()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("recipesThatEdit")
    void theExampleIsPlannedAppliedAndThenHasNothingLeftToDo(String recipe) throws IOException {
        FileUtils.copyDirectory(EXAMPLES.toFile(), folder.toFile());
        Map<Path, String> before = digests();

        Cowhand.Ran plan = Cowhand.run(folder, "plan", "--json", recipe);
        assertThat(plan.exit()).as(plan.err()).isZero();
        assertThat(plan.summary().get("would-change").asInt()).isPositive();
        assertThat(digests()).isEqualTo(before);

        Cowhand.Ran apply = Cowhand.run(folder, "apply", "--json", recipe);
        assertThat(apply.exit()).as(apply.err()).isZero();
        assertThat(apply.images().stream().map(image -> image.get("changes")).toList())
                .isEqualTo(plan.images().stream()
                        .map(image -> image.get("changes"))
                        .toList());

        JsonNode again = Cowhand.run(folder, "apply", "--json", recipe).summary();
        assertThat(again.get("changed").asInt()).isZero();
    }

    @Test
    void theImagesAreAsTheirScriptLeavesThem() throws IOException {
        FileUtils.copyDirectory(EXAMPLES.toFile(), folder.toFile());
        JsonNode applied = Cowhand.run(folder, "plan", "--json", "images.yaml").summary();
        assertThat(applied.get("unchanged").asInt()).isEqualTo(1);
    }

    private Map<Path, String> digests() throws IOException {
        Map<Path, String> digests = new HashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                digests.put(file, Files.getLastModifiedTime(file) + " " + FileUtils.checksumCRC32(file.toFile()));
            }
        }
        return digests;
    }

    @Test
    void theQuickStartPrintsWhatTheReadmeShows() {
        Cowhand.Ran plan = Cowhand.run(Path.of("").toAbsolutePath(), "plan", "examples/quickstart.yaml");
        String printed = "```\n" + plan.out() + "```\n";
        Page readme = Page.read(Path.of("README.md"));
        Golden.assertUpToDate(
                readme.path(), readme.withSection("quickstart", printed).text());
    }

    private static List<String> names(Cowhand.Ran ran, String status) {
        return ran.images().stream()
                .filter(image -> image.get("status").asString().equals(status))
                .map(image -> image.get("image").asString())
                .toList();
    }

    @Test
    void imagesAreFoundAgainByTheLabelsThatAnInventoryGaveThem() throws IOException {
        FileUtils.copyDirectory(EXAMPLES.toFile(), folder.toFile());
        assertThat(Cowhand.run(folder, "apply", "stamp-owners.yaml").exit()).isZero();

        Cowhand.Ran inspected = Cowhand.run(
                folder,
                "inspect",
                "-r",
                "--csv",
                "--where",
                "has(labels.owner) && labels.owner == \"team-web\"",
                "--select",
                "path, labels.build as build",
                "images");
        assertThat(inspected.out().lines())
                .containsExactly("path,build", "images/web-1.qcow2,41", "images/web-2.qcow2,42");
        assertThat(names(
                        Cowhand.run(folder, "plan", "--json", "hand-over.yaml", "--var", "from=team-web"),
                        "would-change"))
                .containsExactly("images/web-1.qcow2", "images/web-2.qcow2");
    }

    @Test
    void bitmapsOfOthersStay() {
        Cowhand.Ran plan = Cowhand.run(EXAMPLES, "plan", "--json", "drop-backup-bitmaps.yaml");
        assertThat(names(plan, "would-change")).containsExactly("images/more/backup-1.qcow2");
        assertThat(names(plan, "unchanged")).containsExactly("images/more/replicated-1.qcow2");
    }

    @Test
    void everyCopyIsBrokenInAWayThatInspectNames() throws IOException {
        FileUtils.copyDirectory(EXAMPLES.toFile(), folder.toFile());
        String[] inspect = {"inspect", "--json", "images/broken/*.qcow2"};
        assertThat(Cowhand.run(folder, inspect).summary().get("with_problems").asInt())
                .isZero();

        Cowhand.Ran apply = Cowhand.run(folder, "apply", "--json", "broken-images.yaml");
        assertThat(apply.images())
                .allSatisfy(image -> assertThat(image.get("changes")).isNotEmpty());
        JsonNode summary = Cowhand.run(folder, inspect).summary();
        assertThat(summary.get("with_problems")).isEqualTo(summary.get("images"));
    }

    @Test
    void aPlanNamesTheBitmapsThatGo() {
        assertThat(Cowhand.run(Path.of("").toAbsolutePath(), "plan", "examples/drop-bitmaps.yaml")
                        .out())
                .contains("- extension bitmaps 2 bitmaps, directory at 4608: \"backup-monday\", \"backup-tuesday\"\n");
    }
}
