package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import io.cowhand.testing.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every member that {@code --json} prints for the example images has a row in docs/json.md. */
class DocumentedJsonIT {

    private static final Page DOCS = Page.read(Path.of("docs/json.md"));

    /** Members whose own members are described elsewhere, or are names from an image. */
    private static final Pattern OPAQUE =
            Pattern.compile("header|labels|locks\\[]|(.*\\.)?entries(\\[])?|changes\\[]\\.(before|after)(\\[])?");
    /** What a member's name may end with: see the page's section "Names". */
    private static final Pattern VARIANT = Pattern.compile("_(hex|length|uri)$");

    @TempDir
    private Path folder;

    @BeforeEach
    void copyExamples() throws IOException {
        FileUtils.copyDirectory(Path.of("examples").toFile(), folder.toFile());
    }

    @Test
    void everyMemberOfAnInspectionIsDescribed() {
        assertThat(undocumented(run("inspect", "--json", "-r", "images"), rows("json-inspect", "json-problems")))
                .isEmpty();
    }

    @Test
    void everyMemberOfAResultIsDescribed() {
        Stream<JsonNode> planned = Stream.of("poke", "quickstart", "set-field", "upgrade", "drop-bitmaps", "normalize")
                .flatMap(recipe -> run("plan", "--json", recipe + ".yaml"));
        List<JsonNode> applied = run("apply", "--json", "quickstart.yaml").toList();
        String id = applied.get(applied.size() - 1).get("run").asString();
        Stream<JsonNode> rolledBack = run("rollback", "--json", id);

        assertThat(undocumented(
                        Stream.of(planned, applied.stream(), rolledBack).flatMap(results -> results),
                        rows("json-results", "json-problems")))
                .isEmpty();
    }

    @Test
    void aMemberWithoutARowIsFound() {
        JsonNode line = JsonMapper.shared()
                .readTree("{\"image\":\"a\",\"image_uri\":\"b\",\"new\":[{\"x\":1}],\"header\":{\"y\":2}}");

        assertThat(undocumented(Stream.of(line), Set.of("image", "header")))
                .containsExactly("docs/json.md has no row for `new[]`", "docs/json.md has no row for `new[].x`");
    }

    private Stream<JsonNode> run(String... arguments) {
        Cowhand.Ran ran = Cowhand.run(folder, arguments);
        assertThat(ran.out()).as(ran.err()).isNotEmpty();
        return ran.out().lines().map(line -> JsonMapper.shared().readTree(line));
    }

    private static Set<String> rows(String... sections) {
        return Stream.of(sections)
                .flatMap(section -> DOCS.section(section).orElseThrow().lines())
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .collect(Collectors.toSet());
    }

    private static List<String> undocumented(Stream<JsonNode> lines, Set<String> rows) {
        Set<String> members = new TreeSet<>();
        lines.forEach(line -> collect(line, "", members));
        return members.stream()
                .filter(member -> !rows.contains(VARIANT.matcher(member).replaceFirst("")) && !rows.contains(member))
                .filter(member -> !rows.contains(member.replaceFirst("\\.[^.]*$", ".*")))
                .map(member -> "docs/json.md has no row for `" + member + "`")
                .toList();
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
