package io.cowhand.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFilterTest {

    private static boolean matches(Path folder, Path image, String... globs) {
        return new ImageFilter(List.of(globs), folder).matches(new ImageReference(image));
    }

    @ParameterizedTest(name = "from {0}, {1} matches {2}: {3}")
    @CsvSource({
        "recipes, recipes/vms/a.q, recipes/vms/*.q, true",
        "recipes, recipes/vms/a.q, vms/*.q, true",
        "recipes, recipes/vms/a.q, '**/a.q', true",
        "recipes, recipes/vms/a.q, a.q, false",
        "recipes, recipes/vms/a.q, '*.q', false",
        "recipes, recipes/../vms/a.q, ../vms/*.q, true",
        "recipes, recipes/../vms/a.q, vms/*.q, false",
        "'', vms/a.q, vms/*.q, true",
        "'', vms/a.q, /vms/*.q, false",
        "., vms/a.q, vms/*.q, true",
        "/srv/recipes, /srv/vms/a.q, ../vms/*.q, true",
        "/srv/recipes, /srv/vms/a.q, '/srv/{vms,isos}/*.q', true",
        "/srv/recipes, /srv/recipes/a.q, a.q, true",
        "recipes, /srv/vms/a.q, vms/a.q, false",
    })
    void matchesThePathAsShownAndRelativeToTheFolder(Path folder, Path image, String glob, boolean isMatched) {
        assertThat(matches(folder, image, glob)).isEqualTo(isMatched);
    }

    @Test
    void matchesTheAbsolutePathWithoutDots() {
        Path here = Path.of("").toAbsolutePath();
        assertThat(matches(Path.of("recipes"), Path.of("recipes/../vms/a.q"), here + "/vms/*.q"))
                .isTrue();
        assertThat(matches(Path.of("recipes"), Path.of("recipes/a.q"), here + "/recipes/*.q"))
                .isTrue();
    }

    @Test
    void selectsWhatAnyOfTheGlobsMatches() {
        for (String image : List.of("a.q", "b.q", "c.q")) {
            assertThat(matches(Path.of(""), Path.of(image), "a.*", "[bx].q")).isEqualTo(!image.equals("c.q"));
        }
    }

    @Test
    void withoutGlobsSelectsAll() {
        assertThat(matches(Path.of(""), Path.of("a.q"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"b[", ""})
    void rejectsWhatIsNotAGlob(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImageFilter(List.of("a", text), Path.of("")))
                .withMessageContaining("\"" + text + "\"");
    }
}
