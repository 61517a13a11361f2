package io.cowhand.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.glob.PatternException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExclusionsTest {

    @ParameterizedTest(name = "in {0}, {1} leaves out {2}")
    @CsvSource({
        "'', *.bak, a.bak, true",
        "'', *.bak, vms/a.bak, false",
        "'', **/*.bak, a.bak, true",
        "'', **/*.bak, vms/x/a.bak, true",
        "'', vms/old, vms/old, true",
        "'', vms/old, vms/old/a, false",
        "'', vms/old/**, vms/old/a, true",
        "'', vms/old/**, vms/old/x/.y/a, true",
        "'', vms/old/**, vms/older/a, false",
        "'', ./vms//*, vms/a, true",
        "'', '{a,b}.q', b.q, true",
        "'', \\*.q, a.q, false",
        "r, *.bak, r/a.bak, true",
        "r, r/*.bak, r/a.bak, false",
        "r, **/r/*.bak, r/a.bak, false",
        "r, **/*.bak, /srv/a.bak, true",
        "r, */*.bak, /srv/a.bak, false",
        "r, /srv/*.bak, /srv/a.bak, true",
        "r, ../s/*.bak, r/../s/a.bak, true",
        "r, **/*.bak, r/../s/a.bak, true",
        "../r, *.bak, ../r/a.bak, true",
        "/srv, *.bak, /srv/a.bak, true",
        "/, srv/*.bak, /srv/a.bak, true",
        "'', *.bak, .hidden.bak, true",
        "'', */a, .hidden/a, true",
    })
    void leaveOutByThePathBelowTheFolder(String folder, String exclude, String path, boolean expected)
            throws PatternException {
        assertThat(exclusions(folder, exclude).excludes(Path.of(path))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"%s/vms/*.bak", "file://%s/vms/a.bak"})
    void mayBeAbsoluteWhereThePathIsNot(String exclude) throws PatternException {
        String here = Path.of("").toAbsolutePath().toString();
        assertThat(exclusions("", exclude.formatted(here)).excludes(Path.of("vms/a.bak")))
                .isTrue();
        assertThat(exclusions("", exclude.formatted(here)).excludes(Path.of("vms/a.q")))
                .isFalse();
    }

    private static Exclusions exclusions(String folder, String exclude) throws PatternException {
        Exclusions exclusions = new Exclusions(Path.of(folder));
        exclusions.add(exclude);
        return exclusions;
    }
}
