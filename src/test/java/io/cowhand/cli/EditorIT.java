package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.operation.OperationCatalog;
import io.cowhand.operation.OperationHandler;
import io.cowhand.testing.LanguageServer;
import io.cowhand.testing.LanguageServer.Diagnostic;
import io.cowhand.testing.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Editors check and complete recipes by the published schemas, as far as a schema can tell. */
@Tag("slow")
@Requires(programs = "node", files = LanguageServer.PROGRAM)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EditorIT {

    private static final Path RESOURCES = Path.of("src/test/resources/editor");
    private static final String EXPECT = "# expect: ";

    @TempDir
    private Path folder;

    private LanguageServer server;

    @BeforeAll
    void start() throws IOException {
        server = new LanguageServer();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static List<Path> recipes(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    static List<Path> goodRecipes() throws IOException {
        List<Path> good = new ArrayList<>(recipes(Path.of("examples")));
        good.addAll(recipes(RESOURCES.resolve("good")));
        return good;
    }

    static List<Path> badRecipes() throws IOException {
        return recipes(RESOURCES.resolve("bad"));
    }

    @ParameterizedTest
    @MethodSource("goodRecipes")
    void nothingIsSaidAboutAGoodRecipe(Path recipe) throws IOException {
        assertThat(Files.readString(recipe)).contains("yaml-language-server: $schema=");
        assertThat(server.open(recipe)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("badRecipes")
    void eachMistakeIsExplainedOnItsLine(Path recipe) throws IOException {
        List<String> lines = Files.readAllLines(recipe);
        Map<Integer, List<String>> said = server.open(recipe).stream()
                .collect(Collectors.groupingBy(
                        Diagnostic::line, Collectors.mapping(Diagnostic::message, Collectors.toList())));
        for (int i = 0; i < lines.size(); i++) {
            int mark = lines.get(i).indexOf(EXPECT);
            List<String> expected = mark < 0
                    ? List.of()
                    : List.of(lines.get(i).substring(mark + EXPECT.length()).split(" \\| "));
            List<String> messages = said.getOrDefault(i + 1, List.of());
            assertThat(messages).as("%s:%s", recipe, i + 1).hasSameSizeAs(expected);
            expected.forEach(part -> assertThat(messages).anyMatch(message -> message.contains(part)));
        }
    }

    @Test
    void allOperationsAreOfferedInANewStep() throws IOException {
        assertThat(offered("steps:", "  - op: "))
                .containsExactlyInAnyOrderElementsOf(OperationCatalog.load().handlers().stream()
                        .map(OperationHandler::name)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "",
            value = {
                "steps:/  - op: set-backing-format/    if-present: | fail keep replace",
                "steps:/  - op: remove-extension/    occurrence: | all first last",
                "steps:/  - op: lazy-refcounts/    enabled: | true false",
                "links: | owner follow refuse",
                "images:/  - list: fleet.csv/    format: | lines csv jsonl",
            })
    void theWordsOfAKeyAreOffered(String text, String words) throws IOException {
        assertThat(offered((text + " ").split("/"))).containsExactlyInAnyOrder(words.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "'steps:/  - ', op include",
        "'steps:/  - op: assert/    ', that message when name unsafe",
        "'images:/  - ', path list format exclude",
        "'', vars images bases where steps links on-error not-qcow2"
    })
    void keysAreOffered(String text, String keys) throws IOException {
        assertThat(offered(text.split("/"))).contains(keys.split(" "));
    }

    /** Returns what is offered at the end of a recipe. */
    private List<String> offered(String... end) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "# yaml-language-server: $schema="
                        + Path.of("schemas/recipe.schema.json").toUri(),
                "cowhand: 1",
                "name: new"));
        lines.addAll(List.of(end));
        Path recipe = folder.resolve("recipe-" + System.nanoTime() + ".yaml");
        server.open(recipe, String.join("\n", lines));
        return server.complete(recipe, lines.size(), lines.get(lines.size() - 1).length() + 1);
    }
}
