package io.cowhand.qcow2;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathComponentsTest {

    @ParameterizedTest(name = "{1} from {0} is {2}")
    @CsvSource({
        "/a/b, c, /a/b/c",
        "/a/b, ../c, /a/c",
        "/a/b, ../../../c, /c",
        "/a//./b/, .//c/, /a/b/c",
        "/a/../b, c, /b/c",
        "/a/b, /c/../d, /d",
        "/, c, /c"
    })
    void aPathIsResolvedFromAFolder(String folder, String path, String resolved) {
        assertThat(path(folder).resolve(path(path)).display()).isEqualTo(resolved);
    }

    @ParameterizedTest(name = "{1} seen from {0} is {2}")
    @CsvSource({"/a/b, /a/c, ../c", "/a, /a/b/c, b/c", "/, /a:b, ./a:b", "/a/b, /a/b, ../b"})
    void aPathIsSeenFromAFolder(String folder, String path, String relative) {
        assertThat(path(path).seenFrom(path(folder)).display()).isEqualTo(relative);
    }

    @Test
    void leadingComponentsAreWholeOnes() {
        assertThat(path("/mnt/nfs10/x").after(path("/mnt/nfs1"))).isEmpty();
        assertThat(path("/mnt//nfs1/x//y").after(path("/mnt/nfs1/"))).contains(Bytes.utf8("x//y"));
        assertThat(path("mnt/nfs1").after(path("/mnt"))).isEmpty();
        assertThat(path("/mnt").after(path("/mnt"))).contains(Bytes.EMPTY);
    }

    @ParameterizedTest(name = "{0} in {1} is {2}")
    @CsvSource({"a, /x, true", "../x/./a, /x, true", "/x/a, /x, true", "b/a, /x, false", "nbd:a, /x, false"})
    void aNameMayBeThatOfTheImageItself(String name, String folder, boolean same) {
        assertThat(FileName.isSame(name, folder, "a")).isEqualTo(same);
    }

    @ParameterizedTest(name = "{0} in {1}: {2}")
    @CsvSource({"../../etc/x, /home/a, true", "/srv/../dev/sda, /, true", "etc/x, /home, false", "/device, /, false"})
    void namesMayLeadToTheSystem(String name, String folder, boolean system) {
        assertThat(FileName.isOfTheSystem(name, folder)).isEqualTo(system);
    }

    private static PathComponents path(String text) {
        return PathComponents.of(Bytes.utf8(text));
    }
}
