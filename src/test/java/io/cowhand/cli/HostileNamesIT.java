package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** No control character of an image or of a file's name reaches a terminal, and every name can be named. */
class HostileNamesIT {

    private static final Path GOOD = Path.of("examples/images/web-1.qcow2").toAbsolutePath();
    private static final String HOSTILE = "/x\\n\\e[31m\\u009b2J\\u202e.qcow2";

    @TempDir
    private Path folder;

    private void recipe(String images) throws IOException {
        Files.writeString(folder.resolve("r.yaml"), """
                cowhand: 1
                name: "hostile \\e[31m"
                images: [%s]
                steps:
                  - {op: set-backing, file: "%s", format: raw}
                """.formatted(images, HOSTILE));
    }

    private static void assertHarmless(String output) {
        assertThat(output.codePoints().filter(c -> c != '\n' && (Character.isISOControl(c) || c == 0x202e)))
                .as(output)
                .isEmpty();
    }

    @Test
    void namesInHeadersAndOfFilesAreEscaped() throws IOException {
        Path image = folder.resolve("evil\n\u001b[32m.qcow2");
        Files.copy(GOOD, image);
        recipe("'*.qcow2'");
        for (String json : new String[] {"--quiet", "--json"}) {
            assertHarmless(Cowhand.run(folder, "plan", json, "r.yaml").out());
        }
        Cowhand.Ran apply = Cowhand.run(folder, "apply", "r.yaml");
        assertThat(apply.exit()).isZero();
        assertHarmless(apply.out());
        assertThat(apply.out()).contains("evil\\n\\x1b[32m.qcow2").contains("\"/x\\n\\x1b[31m\\x9b2J\\u202e.qcow2\"");
        for (String json : new String[] {"--quiet", "--json"}) {
            assertHarmless(
                    Cowhand.run(folder, "inspect", json, image.toString()).out());
        }
        for (String form : new String[] {"--quiet", "--json", "--dot", "--svg", "--all"}) {
            Cowhand.Ran graph = Cowhand.run(folder, "graph", form, image.toString());
            assertHarmless(graph.out());
            assertThat(graph.out()).as(form).contains("evil\\").doesNotContain("\u009b");
        }
        JsonNode inspected = Cowhand.run(folder, "inspect", "--json", image.toString())
                .images()
                .get(0);
        assertThat(inspected.get("backing_file").asString()).isEqualTo("/x\n\u001b[31m\u009b2J\u202e.qcow2");
    }

    @Test
    void aFileNameThatIsNotUtf8CanBeNamedByItsUri() throws IOException {
        Path image = Path.of(URI.create(folder.toUri() + "caf%E9.qcow2"));
        Files.copy(GOOD, image);
        recipe("'*.qcow2'");
        JsonNode planned =
                Cowhand.run(folder, "plan", "--json", "r.yaml").images().get(0);
        assertThat(planned.get("image").asString()).isEqualTo("caf\ufffd.qcow2");
        String uri = planned.get("image_uri").asString();
        assertThat(uri).endsWith("/caf%E9.qcow2");

        recipe("'" + uri + "'");
        assertThat(Cowhand.run(folder, "apply", "r.yaml").exit()).isZero();
        assertThat(Cowhand.run(folder, "inspect", "--json", uri)
                        .images()
                        .get(0)
                        .get("backing_format")
                        .asString())
                .isEqualTo("raw");
    }
}
