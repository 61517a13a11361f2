package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import io.cowhand.testing.Owned;
import io.cowhand.testing.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A user who owns a folder cannot have somebody else's image edited by a link to it. */
@Requires(root = true)
class LinksIT {

    private static final Path GOOD = Path.of("examples/images/web-1.qcow2").toAbsolutePath();

    @TempDir
    private Path folder;

    private Path precious;

    @BeforeEach
    void fleet() throws IOException {
        precious = folder.resolve("private/precious.qcow2");
        for (String name : List.of("private/precious.qcow2", "shared/a.qcow2", "shared/c.qcow2")) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.copy(GOOD, folder.resolve(name));
        }
        Owned.link(folder.resolve("shared/b.qcow2"), "../private/precious.qcow2", Owned.NOBODY);
        Owned.link(folder.resolve("shared/folder"), "../private", Owned.NOBODY);
    }

    private void recipe(String images, String more) throws IOException {
        Files.writeString(folder.resolve("r.yaml"), """
                cowhand: 1
                name: links
                images: [%s]
                steps:
                  - {op: set-backing-format, format: raw, if-present: replace}
                %s
                """.formatted(images, more));
    }

    private Cowhand.Ran apply() {
        return Cowhand.run(folder, "apply", "--json", "r.yaml");
    }

    private static List<String> statuses(Cowhand.Ran ran) {
        return ran.images().stream()
                .map(image -> image.get("image").asString() + " "
                        + image.get("status").asString())
                .toList();
    }

    private boolean isUntouched() throws IOException {
        return Files.mismatch(GOOD, precious) == -1;
    }

    @Test
    void aLinkOfSomebodyElseIsRefusedAndTheOthersAreDone() throws IOException {
        recipe("'shared/*.qcow2', 'shared/*/*.qcow2', shared/folder/precious.qcow2", "");
        Cowhand.Ran ran = apply();
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(statuses(ran))
                .containsExactly(
                        "shared/a.qcow2 changed",
                        "shared/b.qcow2 refused",
                        "shared/c.qcow2 changed",
                        "shared/folder refused",
                        "shared/folder/precious.qcow2 refused");
        JsonNode problem = ran.images().get(1).get("problems").get(0);
        assertThat(problem.get("code").asString()).isEqualTo("link-not-trusted");
        assertThat(problem.get("severity").asString()).isEqualTo("error");
        assertThat(problem.get("message").asString())
                .startsWith("the link shared/b.qcow2 is not followed: it belongs to nobody (65534)");
        assertThat(ran.images().get(1).get("changes")).isEmpty();
        assertThat(ran.summary().get("refused").asInt()).isEqualTo(3);
        assertThat(isUntouched()).isTrue();
    }

    @Test
    void theTextNamesTheLinkAndWhatHelps() throws IOException {
        recipe("'shared/*.qcow2'", "");
        Cowhand.Ran ran = Cowhand.run(folder, "plan", "r.yaml");
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out())
                .contains("1 image refused:\n  shared/b.qcow2: the link shared/b.qcow2 is not followed: it belongs to")
                .contains("'links: follow' in the recipe follows all links\n");
    }

    @Test
    void theRecipeMayFollowAllLinksOrNone() throws IOException {
        recipe("'shared/*.qcow2'", "links: refuse");
        Owned.give(folder.resolve("shared/b.qcow2"), Owned.ROOT);
        assertThat(statuses(Cowhand.run(folder, "plan", "--json", "r.yaml")))
                .containsExactly(
                        "shared/a.qcow2 would-change", "shared/b.qcow2 refused", "shared/c.qcow2 would-change");

        recipe("'shared/*.qcow2', 'shared/folder/*'", "links: follow");
        Owned.give(folder.resolve("shared/b.qcow2"), Owned.NOBODY);
        Cowhand.Ran ran = apply();
        assertThat(ran.exit()).isZero();
        assertThat(statuses(ran))
                .containsExactly("shared/a.qcow2 changed", "shared/b.qcow2 changed", "shared/c.qcow2 changed");
        assertThat(isUntouched()).isFalse();
    }

    @Test
    void inspectReadsWhatIsNamed() {
        for (String named : List.of("shared/b.qcow2", "shared/b*", "shared/folder/precious.qcow2")) {
            Cowhand.Ran ran = Cowhand.run(folder, "inspect", "--json", named);
            assertThat(ran.exit()).isZero();
            assertThat(ran.images().get(0).get("opens").asBoolean()).isTrue();
        }
    }
}
