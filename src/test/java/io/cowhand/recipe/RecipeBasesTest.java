package io.cowhand.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.operation.OperationCatalog;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The key {@code bases}, and which recipes have backing files looked up. */
class RecipeBasesTest {

    private static final String STEP = "  - {op: upgrade}\n";

    @TempDir
    private Path folder;

    private RecipeFixture fixture() {
        return new RecipeFixture(folder, OperationCatalog.load());
    }

    private static String yaml(String keys, String steps) {
        return "cowhand: 1\nname: test\nimages: [a]\nvars: {store: /srv}\n" + keys + "steps:\n" + steps;
    }

    @Test
    void basesAreWrittenLikeImages() {
        Recipe recipe = fixture()
                .recipe(yaml("bases: ['${vars.store}/*.raw', {path: '**/b', exclude: ['x/${vars.store}']}]\n", STEP));
        assertThat(recipe.bases()).extracting(entry -> entry.source().text()).containsExactly("/srv/*.raw", "**/b");
        assertThat(recipe.bases().get(1).exclude()).containsExactly("x//srv");
        assertThat(recipe.readsBackingFiles()).isTrue();
    }

    @Test
    void theirMistakesAreReportedWhereTheyAre() {
        assertThat(fixture().problems(yaml("bases: ['a[', {paht: b}, '${name}', 7]\n", STEP)))
                .satisfiesExactlyInAnyOrder(
                        one -> assertThat(one).startsWith("5:9: /bases/0: "),
                        one -> assertThat(one).startsWith("5:16: /bases/1/paht: "),
                        one -> assertThat(one).startsWith("5:26: /bases/2: can contain variables (vars) only"),
                        one -> assertThat(one).startsWith("5:37: /bases/3: "));
        assertThat(fixture().problems(yaml("bases: []\n", STEP)))
                .singleElement()
                .asString()
                .startsWith("5:8: /bases: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  - {op: upgrade, when: backing.found}\n",
                "  - {op: set-backing-format, format: '${backing.format}'}\n",
                "  - {op: set-labels, labels: {base: 'on ${vars.store} ${backing.path}'}}\n",
                "  - {op: assert, that: backing.depth < 3}\n",
                "  - {op: assert, that: true, message: '${string(backing.size)}'}\n"
            })
    void anExpressionThatReadsBackingHasBackingFilesLookedUp(String step) {
        assertThat(fixture().recipe(yaml("", step)).readsBackingFiles()).isTrue();
    }

    @Test
    void aConditionOfTheRecipeMayReadThemToo() {
        assertThat(fixture().recipe(yaml("where: backing.found\n", STEP)).readsBackingFiles())
                .isTrue();
    }

    @Test
    void otherRecipesHaveNothingLookedUp() {
        for (String step : List.of(
                STEP,
                "  - {op: upgrade, when: 'backing_file != \"\" && backing_format == \"\"'}\n",
                "  - {op: set-labels, labels: {backing: '${vars.store} ${path}'}}\n")) {
            assertThat(fixture().recipe(yaml("where: version == 2\n", step)).readsBackingFiles())
                    .isFalse();
        }
    }
}
