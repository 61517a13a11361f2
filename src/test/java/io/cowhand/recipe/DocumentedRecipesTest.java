package io.cowhand.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.diff.Change;
import io.cowhand.expression.BackingFacts;
import io.cowhand.expression.Scope;
import io.cowhand.fleet.PlannedChange;
import io.cowhand.operation.OperationCatalog;
import io.cowhand.operation.OperationHandler;
import io.cowhand.plan.ImagePlan;
import io.cowhand.plan.Planner;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.testing.HeaderBytes;
import io.cowhand.testing.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documentation shows as a recipe is one. */
class DocumentedRecipesTest {

    private static final OperationCatalog CATALOG = OperationCatalog.load();
    private static final String FRAME = "cowhand: 1\nname: example\nimages: [a.qcow2]\nsteps:\n";

    @TempDir
    private Path folder;

    private Recipe assertValid(String text) throws IOException {
        Path recipe = Files.writeString(folder.resolve("recipe.yaml"), text);
        RecipeResult read = new RecipeReader(CATALOG).read(recipe);
        assertThat(read.problems()).isEmpty();
        assertThat(read).isInstanceOf(RecipeResult.Valid.class);
        return ((RecipeResult.Valid) read).recipe();
    }

    static List<Named<String>> documented() {
        return Page.all().stream()
                .flatMap(page -> page.blocks().stream()
                        .filter(block -> block.language().equals("yaml"))
                        .map(block ->
                                Named.of(page + ": " + block.lines().get(0), String.join("\n", block.lines()) + "\n")))
                .toList();
    }

    /** A block is a whole recipe, or steps of one. */
    @ParameterizedTest
    @MethodSource("documented")
    void theYamlOfAPageIsValid(String block) throws IOException {
        assertValid(block.contains("cowhand: 1\n") ? block : FRAME + block.indent(2));
    }

    private static String firstRecipe(String page) {
        return Page.read(Path.of(page)).blocks().stream()
                .filter(block -> block.lines().contains("cowhand: 1"))
                .findFirst()
                .map(block -> String.join("\n", block.lines()) + "\n")
                .orElseThrow(() -> new AssertionError(page + " shows no recipe"));
    }

    /** The files of the new store are listed, and nothing else is. */
    private static BackingFacts inTheNewStore(ImageFacts image) {
        return switch (image.header().backingName().map(Bytes::display).orElse("")) {
            case "/srv/ceph/base.raw" -> listed("raw");
            case "/srv/ceph/base.qcow2" -> listed("qcow2");
            default -> BackingFacts.NONE;
        };
    }

    private static BackingFacts listed(String format) {
        return new BackingFacts(true, "", "/srv/ceph/base", format, 1 << 20, 1, List.of(), false);
    }

    /** Returns the format that the first recipe of a page writes into an image; {@code ""} if it writes none. */
    private String formatWritten(String page, HeaderBytes overlay) throws IOException {
        Recipe recipe = assertValid(firstRecipe(page));
        Scope scope = new Scope(overlay.facts(), () -> "", DocumentedRecipesTest::inTheNewStore, Map.of());
        ImagePlan plan = new Planner(recipe.steps(), recipe.where())
                .plan(scope, scope.facts().header().encode());
        assertThat(plan).isInstanceOf(ImagePlan.Edit.class);
        List<Change> changes = ((ImagePlan.Edit) plan)
                .changes().stream().map(PlannedChange::change).toList();
        assertThat(changes).hasAtLeastOneElementOfType(Change.BackingFile.class);
        return changes.stream()
                .filter(Change.Extension.class::isInstance)
                .map(change -> ((Change.Extension) change).after().orElseThrow())
                .filter(extension -> extension.is(ExtensionType.BACKING_FORMAT))
                .map(extension -> extension.data().display())
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/recipes.md"})
    void theFirstRecipeOfAPageDoesNotCallARawBaseQcow2(String page) throws IOException {
        HeaderBytes image = HeaderBytes.v3(16);
        assertThat(formatWritten(page, image.backing("/mnt/nfs1/base.raw"))).isEqualTo("raw");
        assertThat(formatWritten(page, image.backing("/mnt/nfs1/base.qcow2"))).isEqualTo("qcow2");
        assertThat(formatWritten(page, image.backing("/mnt/nfs1/gone.raw"))).isEmpty();
        assertThat(formatWritten(page, image.extension(0xe2792acaL, "raw").backing("/mnt/nfs1/base.raw")))
                .isEmpty();
    }

    static List<OperationHandler> handlers() {
        return CATALOG.handlers();
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void theExampleOfAnOperationIsValid(OperationHandler handler) throws IOException {
        String step = handler.example().strip().replace("\n", "\n    ");
        assertValid(FRAME + "  - " + step + "\n");
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void thereIsAnExampleRecipeForEveryOperation(OperationHandler handler) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("examples"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".yaml")))
                    .as("no recipe in examples/ uses %1$s; add examples/%1$s.yaml", handler.name())
                    .anySatisfy(file -> assertThat(file).content().contains("op: " + handler.name() + "\n"));
        }
    }
}
