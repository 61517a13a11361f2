package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import io.cowhand.testing.FileState;
import io.cowhand.testing.Pipeline;
import io.cowhand.testing.Requires;
import io.cowhand.testing.SarifSchema;
import io.cowhand.testing.Shell;
import io.cowhand.testing.Variants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The examples for continuous integration are valid, and their scripts do what the manual says. */
@Tag("slow")
class CiExamplesIT {

    private static final Path WORKFLOW = Path.of("examples/ci/github-actions.yml");
    private static final Path PIPELINE = Path.of("examples/ci/gitlab-ci.yml");
    private static final String WORKFLOW_PARSER = "target/ci-tools/node_modules/@actions/workflow-parser/dist/index.js";
    private static final String PIPELINE_PARSER = "target/ci-tools/node_modules/gitlab-ci-local/src/index.js";

    /** Records how it is called, and the comment that it is given. */
    private static final String FAKE = """
            #!/bin/bash
            printf '%s\\n' "${0##*/}" "$@" > "$CALL"
            while (($#)); do
                case $1 in
                    --body-file) cp "$2" "$COMMENT" ;;
                    body=\\<*) cp "${1#body=<}" "$COMMENT" ;;
                esac
                shift
            done
            """;

    @TempDir
    private Path folder;

    private Path project;

    /** What the systems know of a pull request, and where a comment on it goes. */
    enum System {
        GITHUB {
            @Override
            Pipeline pipeline() throws IOException {
                return Pipeline.ofGitHub(WORKFLOW);
            }

            @Override
            Map<String, String> values(Path folder) throws IOException {
                Map<String, String> values = new HashMap<>(Map.of(
                        "github.token", "secret",
                        "github.repository", "o/r",
                        "github.event.pull_request.number", "7"));
                Path outputs = folder.resolve("outputs");
                if (Files.exists(outputs)) {
                    values.put("needs.plan.outputs.digest", value(outputs, "digest"));
                }
                return values;
            }

            @Override
            List<String> call(String file) {
                return List.of("gh", "pr", "comment", "7", "--body-file", file);
            }
        },
        GITLAB {
            @Override
            Pipeline pipeline() throws IOException {
                return Pipeline.ofGitLab(PIPELINE);
            }

            @Override
            Map<String, String> values(Path folder) throws IOException {
                Map<String, String> values = new HashMap<>(Map.of(
                        "GITLAB_TOKEN", "secret",
                        "CI_API_V4_URL", "https://gitlab.example/api/v4",
                        "CI_PROJECT_ID", "3",
                        "CI_MERGE_REQUEST_IID", "7"));
                Path variables = folder.resolve("project/plan.env");
                if (Files.exists(variables)) {
                    values.put("DIGEST", value(variables, "DIGEST"));
                }
                return values;
            }

            @Override
            List<String> call(String file) {
                return List.of(
                        "curl",
                        "--fail",
                        "--silent",
                        "--show-error",
                        "--output",
                        "/dev/null",
                        "--header",
                        "PRIVATE-TOKEN: secret",
                        "--form",
                        "body=<" + file,
                        "https://gitlab.example/api/v4/projects/3/merge_requests/7/notes");
            }
        };

        abstract Pipeline pipeline() throws IOException;

        abstract Map<String, String> values(Path folder) throws IOException;

        abstract List<String> call(String file);

        private static String value(Path file, String name) throws IOException {
            List<String> lines = Files.readAllLines(file);
            assertThat(lines).singleElement().asString().startsWith(name + "=sha256:");
            return lines.get(0).substring(name.length() + 1);
        }
    }

    @BeforeEach
    void makeTheProject() throws IOException {
        project = Files.createDirectory(folder.resolve("project"));
        Files.createDirectories(project.resolve("recipes"));
        Files.createDirectories(project.resolve("vms"));
        recipe("set-feature");
        Variants.copy("v3", project.resolve("vms"), "a.qcow2");
        Variants.copy("v3", project.resolve("vms"), "@all|`b`.qcow2");
        Path bin = Files.createDirectory(folder.resolve("bin"));
        for (String name : List.of("gh", "curl")) {
            Files.writeString(bin.resolve(name), FAKE);
            Files.setPosixFilePermissions(bin.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.createSymbolicLink(
                bin.resolve("cowhand"),
                Cowhand.install(Files.createDirectory(folder.resolve("cowhand")))
                        .toAbsolutePath());
    }

    private void recipe(String operation) throws IOException {
        Files.writeString(
                project.resolve("recipes/relocate.yaml"),
                "cowhand: 1\nname: relocate\nimages: [../vms/*.qcow2]\nsteps:\n  - {op: " + operation
                        + ", feature: lazy-refcounts}\n");
    }

    private int run(System system, String job) throws IOException {
        return system.pipeline()
                .run(
                        project,
                        job,
                        system.values(folder),
                        Map.of(
                                "PATH", folder.resolve("bin") + ":" + java.lang.System.getenv("PATH"),
                                "COWHAND_STATE_DIR", folder.resolve("state").toString(),
                                "GITHUB_OUTPUT", folder.resolve("outputs").toString(),
                                "CALL", folder.resolve("call").toString(),
                                "COMMENT", folder.resolve("comment").toString()));
    }

    private String log() throws IOException {
        return Files.readString(project.resolve("log"));
    }

    private List<FileState> images() throws IOException {
        try (Stream<Path> images = Files.list(project.resolve("vms"))) {
            return images.sorted().map(FileState::of).toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyScriptIsBash(System system) throws IOException {
        Map<String, String> values = new HashMap<>(system.values(folder));
        values.put("needs.plan.outputs.digest", "sha256:00");
        Path script = folder.resolve("script.sh");
        assertThat(system.pipeline().jobs()).containsExactly("validate", "plan", "apply");
        for (String job : system.pipeline().jobs()) {
            assertThat(system.pipeline().scripts(job, values)).isNotEmpty();
            for (Pipeline.Script each : system.pipeline().scripts(job, values)) {
                Files.writeString(script, each.text());
                assertThat(Shell.run("bash", "-n", script.toString())).isEmpty();
            }
        }
    }

    @Test
    @Requires(programs = "node", files = WORKFLOW_PARSER)
    void gitHubAcceptsTheWorkflow() {
        assertThat(Shell.run(
                        "node",
                        "src/test/resources/ci/check-workflow.mjs",
                        Path.of(WORKFLOW_PARSER).toAbsolutePath().toString(),
                        WORKFLOW.toString()))
                .isEqualTo("jobs: validate plan apply\n");
    }

    @Test
    @Requires(
            programs = {"node", "git"},
            files = PIPELINE_PARSER)
    void gitLabAcceptsThePipeline() throws IOException {
        Path repository = Files.createDirectory(folder.resolve("repository"));
        Files.copy(PIPELINE, repository.resolve(".gitlab-ci.yml"));
        Shell.run("git", "init", "--quiet", repository.toString());
        // The program takes relative folders alone.
        assertThat(Shell.run(
                        "bash",
                        "-c",
                        "cd \"$1\" && node \"$0\" --list 2>&1",
                        Path.of(PIPELINE_PARSER).toAbsolutePath().toString(),
                        repository.toString()))
                .contains("json schema validated")
                .containsPattern("validate +validate +on_success")
                .containsPattern("plan +plan +on_success")
                .containsPattern("apply +apply +manual .*\\[plan]");
    }

    @ParameterizedTest
    @EnumSource
    void theRecipesAreValidated(System system) throws IOException {
        assertThat(run(system, "validate")).as(log()).isZero();
        assertThat(SarifSchema.run(Files.readString(project.resolve("recipes.sarif")))
                        .get("results"))
                .isEmpty();

        recipe("set-featur");
        assertThat(run(system, "validate")).isEqualTo(65);
        assertThat(SarifSchema.run(Files.readString(project.resolve("recipes.sarif")))
                        .at("/results/0/locations/0/physicalLocation")
                        .toString())
                .isEqualTo("{\"artifactLocation\":{\"uri\":\"recipes/relocate.yaml\"},"
                        + "\"region\":{\"startLine\":5,\"startColumn\":10}}");
    }

    private void capture() throws IOException {
        Cowhand.Ran captured = Cowhand.run(project, "capture", "recipes/../vms/*.qcow2", "-o", "fleet.capture");
        assertThat(captured.exit()).as(captured.err()).isZero();
    }

    private void assertCommented(System system, String file) throws IOException {
        assertThat(Files.readAllLines(folder.resolve("call"))).isEqualTo(system.call(file));
        assertThat(Files.readString(folder.resolve("comment"))).isEqualTo(Files.readString(project.resolve(file)));
    }

    @ParameterizedTest
    @EnumSource
    void thePlanIsACommentAndIsAppliedByItsDigest(System system) throws IOException {
        capture();
        List<FileState> before = images();

        assertThat(run(system, "plan")).as(log()).isZero();
        assertCommented(system, "plan.md");
        assertThat(Files.readString(project.resolve("plan.md")))
                .startsWith("## Plan of `relocate`\n")
                .contains("| would change | 2 |")
                .containsPattern("(?m)^Digest: `sha256:[0-9a-f]{64}`$");
        assertThat(Files.readString(project.resolve("plan.xml"))).contains("tests=\"2\" failures=\"0\"");
        assertThat(images()).isEqualTo(before);

        assertThat(run(system, "apply")).as(log()).isZero();
        assertCommented(system, "apply.md");
        assertThat(Files.readString(project.resolve("apply.md"))).contains("| changed | 2 |");
        assertThat(images()).doesNotContainAnyElementsOf(before);
    }

    @ParameterizedTest
    @EnumSource
    void aPlanOtherThanTheReviewedOneIsNotApplied(System system) throws IOException {
        capture();
        assertThat(run(system, "plan")).as(log()).isZero();
        recipe("clear-feature");
        Cowhand.Ran other =
                Cowhand.run(project, "plan", "recipes/relocate.yaml", "--against", "fleet.capture", "-o", "fleet.plan");
        assertThat(other.exit()).as(other.err()).isZero();
        List<FileState> before = images();

        assertThat(run(system, "apply")).as(log()).isEqualTo(65);
        assertThat(images()).isEqualTo(before);
        assertThat(project.resolve("apply.md")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void aPlanWithRefusedImagesFailsAndIsAComment(System system) throws IOException {
        Files.writeString(project.resolve("vms/no.qcow2"), "not an image, although its name says so");
        capture();

        assertThat(run(system, "plan")).as(log()).isEqualTo(1);
        assertCommented(system, "plan.md");
        assertThat(Files.readString(project.resolve("plan.md"))).contains("| unreadable | 1 |");
    }
}
