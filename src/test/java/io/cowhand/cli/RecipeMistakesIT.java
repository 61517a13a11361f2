package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a recipe is said all at once, with its place, before any image is looked at. */
class RecipeMistakesIT {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"validate", "plan", "apply"})
    void sixMistakesGiveSixLocatedMessages(String command) throws IOException {
        Files.writeString(folder.resolve("recipe.yaml"), """
                cowhand: 1
                name: six mistakes
                name: again
                images: [no-such-image.qcow2]
                steps:
                  - op: set-backin
                    file: base
                  - op: move-backing
                    from: /a
                    to: /b
                    too: /c
                  - op: set-backing
                    file: 12
                    format: raw
                  - op: set-backing-format
                  - op: add-extension
                    magic: nonsense
                    text: x
                """);

        Cowhand.Ran ran = Cowhand.run(folder, command, "recipe.yaml");

        assertThat(ran.exit()).isEqualTo(65);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines())
                .satisfiesExactly(
                        duplicate -> assertThat(duplicate).startsWith("recipe.yaml:3:1: /name: "),
                        operation -> assertThat(operation)
                                .startsWith("recipe.yaml:6:9: /steps/0/op: ")
                                .contains("\"set-backing\""),
                        key -> assertThat(key)
                                .startsWith("recipe.yaml:11:5: /steps/1/too: ")
                                .contains("\"to\""),
                        type -> assertThat(type)
                                .startsWith("recipe.yaml:13:11: /steps/2/file: ")
                                .contains("quote"),
                        missing -> assertThat(missing)
                                .startsWith("recipe.yaml:15:5: /steps/3")
                                .contains("format"),
                        magic -> assertThat(magic).startsWith("recipe.yaml:17:12: /steps/4/magic: "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"validate", "plan", "apply"})
    void aFileOutsideOfTheRootIsNotRead(String command) throws IOException {
        Files.createDirectory(folder.resolve("below"));
        Files.writeString(folder.resolve("secret"), "confidential: true\n");
        Files.writeString(folder.resolve("below/r.yaml"), """
                cowhand: 1
                name: secret
                images: [image.qcow2]
                steps:
                  - include: ../secret
                """);
        assertThat(Cowhand.run(folder, command, "--root", ".", "below/r.yaml").err())
                .contains("confidential");

        Cowhand.Ran ran = Cowhand.run(folder, command, "--root", "below", "below/r.yaml");

        assertThat(ran.exit()).isEqualTo(65);
        assertThat(ran.err())
                .startsWith("below/r.yaml:5:14: /steps/0/include: ")
                .contains("is not below --root")
                .doesNotContain("confidential");
    }

    @Test
    void validateNeedsARootThatExists() throws IOException {
        Cowhand.Ran ran = Cowhand.run(folder, "validate", "--root", "none", "r.yaml");

        assertThat(ran.exit()).isEqualTo(64);
        assertThat(ran.err()).isEqualTo("cowhand: --root none: no such file\n");
    }

    @Test
    void aRecipeThatIsNotUtf8IsInvalid() throws IOException {
        Files.write(folder.resolve("r.yaml"), "cowhand: 1\nname: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        Cowhand.Ran ran = Cowhand.run(folder, "plan", "r.yaml");
        assertThat(ran.exit()).isEqualTo(65);
        assertThat(ran.err()).startsWith("r.yaml:2:10: ");
    }

    @Test
    void aRecipeThatCannotBeReadHasItsOwnExitCode() {
        assertThat(Cowhand.run(folder, "plan", "missing.yaml").exit()).isEqualTo(66);
        assertThat(Cowhand.run(folder, "plan", ".").exit()).isEqualTo(66);
    }

    @Test
    void aGlobThatMatchesNothingFailsTheRecipeUnlessThatIsAllowed() throws IOException {
        Files.writeString(folder.resolve("r.yaml"), """
                cowhand: 1
                name: typo
                images:
                  - imgaes/*.qcow2
                steps:
                  - op: set-backing-format
                    format: raw
                """);
        Cowhand.Ran ran = Cowhand.run(folder, "apply", "r.yaml");
        assertThat(ran.exit()).isEqualTo(65);
        assertThat(ran.err()).startsWith("r.yaml:4:5: ").contains("imgaes/*.qcow2");
        assertThat(Cowhand.run(folder, "apply", "--allow-empty", "r.yaml").exit())
                .isZero();
    }

    @Test
    void mistakesInPatternsAreReportedWithAllOthers() throws IOException {
        Files.writeString(folder.resolve("r.yaml"), """
                cowhand: 1
                name: patterns
                images: ["[a", {path: "*.qcow2", exclude: ["{b"]}]
                steps:
                  - op: set-backin
                """);
        Cowhand.Ran ran = Cowhand.run(folder, "validate", "r.yaml");
        assertThat(ran.exit()).isEqualTo(65);
        assertThat(ran.err().lines())
                .satisfiesExactly(
                        path -> assertThat(path)
                                .startsWith("r.yaml:3:10: /images/0: ")
                                .contains("[a"),
                        exclude -> assertThat(exclude)
                                .startsWith("r.yaml:3:16: /images/1: ")
                                .contains("{b"),
                        operation -> assertThat(operation).startsWith("r.yaml:5:9: /steps/0/op: "));
    }

    @Test
    void wrongUsageHasItsOwnExitCode() {
        assertThat(Cowhand.run(folder, "plan").exit()).isEqualTo(64);
        assertThat(Cowhand.run(folder, "plam", "r.yaml").exit()).isEqualTo(64);
        assertThat(Cowhand.run(folder, "plan", "--jobs", "0", "r.yaml").exit()).isEqualTo(64);
        assertThat(Cowhand.run(folder, "plan", "--jobs", "300000000", "r.yaml").exit())
                .isEqualTo(64);
        assertThat(Cowhand.run(folder).exit()).isEqualTo(64);
    }
}
