package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What commands say beside their results: help, hints, ids, and what an apply would do. */
class CommandsIT {

    private static final Path OVERLAY = Path.of("examples/images/web-1.qcow2").toAbsolutePath();

    @TempDir
    private Path folder;

    @BeforeEach
    void fleet() throws IOException {
        Files.createDirectory(folder.resolve("fleet"));
        Files.copy(OVERLAY, folder.resolve("fleet/a.qcow2"));
        Files.writeString(folder.resolve("fleet/b.qcow2"), "no image");
        Files.copy(OVERLAY, folder.resolve("fleet/c.qcow2"));
        recipe("continue");
    }

    private void recipe(String onError) throws IOException {
        Files.writeString(folder.resolve("r.yaml"), """
                cowhand: 1
                name: labels
                images: ["fleet/*.qcow2"]
                on-error: %s
                steps:
                  - {op: set-labels, labels: {owner: web}}
                """.formatted(onError));
    }

    @Test
    void helpShowsTheHelpOfACommand() {
        assertThat(Cowhand.run(folder, "help").out()).contains("rollback", "69 ", "the program cannot be started");
        assertThat(Cowhand.run(folder, "help", "plan").out())
                .isEqualTo(Cowhand.run(folder, "plan", "--help").out());
    }

    @Test
    void aPlanHasNoOptionThatOnlyWritingNeeds() {
        assertThat(Cowhand.run(folder, "plan", "--help").out())
                .contains("--limit", "--jobs")
                .doesNotContain("--reason", "--no-recover", "--state-dir", "--trust-local-locks");
        assertThat(Cowhand.run(folder, "apply", "--help").out())
                .contains("--reason", "--no-recover", "--state-dir", "--trust-local-locks");
    }

    @Test
    void anUnknownOptionIsNamedWithoutTheArgumentBehindIt() {
        Cowhand.Ran ran = Cowhand.run(folder, "plan", "--limt", "r.yaml", "more.yaml");

        assertThat(ran.exit()).isEqualTo(64);
        assertThat(ran.err()).contains("unknown option \"--limt\"").doesNotContain("r.yaml", "more.yaml");
    }

    @Test
    void anUnknownOptionIsNamedBeforeAMissingArgument() {
        Cowhand.Ran ran = Cowhand.run(folder, "plan", "--limt");

        assertThat(ran.exit()).isEqualTo(64);
        assertThat(ran.err()).contains("unknown option \"--limt\"", "--limit").doesNotContain("Missing");
        assertThat(Cowhand.run(folder, "plan").err()).doesNotContain("unknown");
    }

    @Test
    void thatThereAreNoRunsIsNoResult() {
        Cowhand.Ran ran = Cowhand.run(folder, "runs", "--state-dir", "none");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("there are no runs in none");
    }

    @Test
    void aQuietApplyStillPrintsTheRunsId() {
        Cowhand.Ran ran = Cowhand.run(
                folder, "apply", "--quiet", "--limit", "fleet/[ac].qcow2", "--state-dir", "state", "r.yaml");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).matches("Run [0-9TZ.]+-[a-z0-9]{6}\\.\n");
    }

    @Test
    void aDirectoryThatIsInspectedWithoutRecursionGetsAHint() {
        Cowhand.Ran ran = Cowhand.run(folder, "inspect", "fleet");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out()).contains("-r");
    }

    @Test
    void aPlanForetellsWhereTheApplyWouldStop() throws IOException {
        recipe("stop");
        Cowhand.Ran plan = Cowhand.run(folder, "plan", "r.yaml");
        assertThat(plan.out()).contains("apply would stop at fleet/b.qcow2");

        Cowhand.Ran apply = Cowhand.run(folder, "apply", "--json", "--state-dir", "state", "r.yaml");

        assertThat(apply.images().stream().map(image -> image.get("status").asString()))
                .containsExactly("changed", "unreadable", "not-run");
    }

    @Test
    void aLimitMatchesThePathRelativeToTheRecipesFolder() {
        String name = folder.getFileName().toString();
        for (String limit : new String[] {"fleet/[ac].qcow2", name + "/fleet/[ac].qcow2"}) {
            Cowhand.Ran ran = Cowhand.run(folder.getParent(), "plan", "--json", "--limit", limit, name + "/r.yaml");
            assertThat(ran.images().stream().map(image -> image.get("image").asString()))
                    .as(limit)
                    .containsExactly(name + "/fleet/a.qcow2", name + "/fleet/c.qcow2");
        }
    }

    @Test
    void aLimitIsRepeatableAndMatchesAbsolutePathsToo() {
        Cowhand.Ran ran = Cowhand.run(
                folder,
                "plan",
                "--json",
                "--limit",
                "fleet/a.qcow2",
                "--limit",
                folder.resolve("fleet/c.qcow2").toString(),
                "r.yaml");

        assertThat(ran.images()).hasSize(2);
    }

    @Test
    void aRunIsNamedByLastAndShownWithItsValues() {
        Cowhand.run(folder, "apply", "--limit", "fleet/[ac].qcow2", "--state-dir", "state", "r.yaml");

        Cowhand.Ran shown = Cowhand.run(folder, "runs", "show", "--json", "--state-dir", "state", "last");
        JsonNode image = shown.images().get(0);
        assertThat(image.get("image").asString()).startsWith(folder.toString());
        assertThat(image.get("status").asString()).isEqualTo("changed");
        assertThat(image.get("changes").get(0).get("name").asString()).isEqualTo("labels");

        Cowhand.Ran dry = Cowhand.run(folder, "rollback", "--dry-run", "--state-dir", "state", "last");
        assertThat(dry.out()).contains("2 images would be restored", "- extension labels");

        Cowhand.run(folder, "rollback", "--state-dir", "state", "last");
        String runs = Cowhand.run(folder, "runs", "--state-dir", "state").out();
        assertThat(runs.lines().findFirst().orElseThrow()).contains("labels (r.yaml)", "rolled back by 2");

        Cowhand.Ran prune =
                Cowhand.run(folder, "runs", "prune", "--dry-run", "--older-than", "0h", "--state-dir", "state");
        assertThat(prune.out()).hasLineCount(2);
        assertThat(Cowhand.run(folder, "runs", "--state-dir", "state").out()).isEqualTo(runs);
    }

    @Test
    void theProgramPrintsThePublishedSchemas() throws IOException {
        assertThat(Cowhand.run(folder, "schema").out())
                .isEqualTo(Files.readString(Path.of("schemas/recipe.schema.json")));
        assertThat(Cowhand.run(folder, "schema", "--included").out())
                .isEqualTo(Files.readString(Path.of("schemas/steps.schema.json")));
    }
}
