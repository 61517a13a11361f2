package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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

    @Test
    void noReportTakesANameForMarkup() throws Exception {
        HostileImages.write(folder);
        List<String> reports = List.of("plan.txt", "plan.md", "plan.xml", "plan.jsonl");
        List<String> plan = new ArrayList<>(List.of("plan", "r.yaml"));
        List<String> inspect = new ArrayList<>(List.of("inspect", "-r", "images", "--format", "sarif"));
        for (String report : reports) {
            plan.addAll(List.of("--report", report));
            inspect.addAll(List.of("--report", report.replace("plan", "inspect")));
        }
        assertThat(Cowhand.run(folder, plan.toArray(String[]::new)).exit()).isZero();
        Cowhand.Ran inspected = Cowhand.run(folder, inspect.toArray(String[]::new));
        assertThat(inspected.exit()).isZero();
        assertThat(JsonMapper.shared().readTree(inspected.out()).findValuesAsString("uri").stream()
                        .filter(uri -> uri.contains("images/"))
                        .map(uri -> uri.substring(uri.indexOf("images/")))
                        .distinct())
                .contains(
                        "images/%3Cscript%3Ealert(1)%3C/script%3E.qcow2",
                        "images/two%0Alines.qcow2", "images/caf%E9.qcow2")
                .hasSize(HostileImages.NAMES.size());
        assertHarmless(inspected.out());

        for (String command : List.of("plan", "inspect")) {
            for (String report : reports) {
                assertHarmless(read(report, command));
            }
            assertThat(cases(read("plan.xml", command)))
                    .contains("images/<script>alert(1)</script>.qcow2", "images/two\\nlines.qcow2")
                    .hasSize(HostileImages.NAMES.size());
            assertThat(read("plan.jsonl", command)
                            .lines()
                            .map(JsonMapper.shared()::readTree)
                            .filter(line -> line.has("image"))
                            .map(line -> line.get("image").asString()))
                    .contains(
                            "images/<script>alert(1)</script>.qcow2",
                            "images/two\nlines.qcow2",
                            "images/caf\ufffd.qcow2");
            assertThat(markup(read("plan.md", command))).isEmpty();
        }
    }

    private String read(String report, String command) throws IOException {
        return Files.readString(folder.resolve(report.replace("plan", command)));
    }

    /** Returns the names of the cases of a JUnit report, which consists of nothing but its own elements. */
    private static List<String> cases(String xml) throws Exception {
        NodeList elements = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getElementsByTagName("*");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < elements.getLength(); i++) {
            Element element = (Element) elements.item(i);
            assertThat(element.getTagName())
                    .isIn("testsuites", "testsuite", "properties", "property", "testcase", "system-out");
            if (element.getTagName().equals("testcase")) {
                names.add(element.getAttribute("name"));
            }
        }
        return names;
    }

    /** Returns the HTML in a text of Markdown that is not its own: sections that open. */
    private static List<String> markup(String markdown) {
        List<String> found = new ArrayList<>();
        Parser.builder().build().parse(markdown).accept(new AbstractVisitor() {
            @Override
            public void visit(HtmlInline inline) {
                found.add(inline.getLiteral());
            }

            @Override
            public void visit(HtmlBlock block) {
                if (!block.getLiteral().matches("(?s)<details( open)?>\n<summary>[^<]*</summary>|</details>")) {
                    found.add(block.getLiteral());
                }
            }
        });
        return found;
    }
}
