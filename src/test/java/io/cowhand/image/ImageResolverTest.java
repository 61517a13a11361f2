package io.cowhand.image;

import static io.cowhand.image.Fleet.entry;
import static io.cowhand.image.Fleet.files;
import static io.cowhand.image.Fleet.names;
import static io.cowhand.image.Fleet.resolve;
import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageResolverTest {

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0} and {1} make {2}")
    @CsvSource({
        "examples, images/a.qcow2, examples/images/a.qcow2",
        "'', images/a.qcow2, images/a.qcow2",
        ".,./a.qcow2, a.qcow2",
        "./x/., ././a.qcow2, x/a.qcow2",
        "x, ../a.qcow2, x/../a.qcow2",
        "../x, a/../b/., ../x/a/../b",
        "x//y/, a//b.qcow2, x/y/a/b.qcow2",
        "x, /srv/./a.qcow2, /srv/a.qcow2",
        "x, //srv//a.qcow2, /srv/a.qcow2",
        "x, file:///srv/.//a%20b.qcow2, /srv/a b.qcow2",
        "x, file:/srv/é.qcow2, /srv/é.qcow2",
        "x, ./file:a, x/file:a",
        "x, a\\*\\[b\\].qcow2, x/a*[b].qcow2",
        "x, 'a,b}.qcow2', 'x/a,b}.qcow2'",
        "'', ., .",
        "., ./., .",
        "x, ., x",
        "x, /, /",
        "x, ' -a', 'x/ -a'",
    })
    void showsAPathAsWrittenWithoutDots(String folder, String path, String shown) {
        Resolution resolution = resolve(Path.of(folder), entry(path));
        assertThat(resolution.images()).extracting(ImageReference::display).containsExactly(shown);
        assertThat(resolution.empty()).isEmpty();
        assertThat(resolution.problems()).isEmpty();
    }

    @Test
    void showsMatchesSeenFromTheCurrentDirectory() {
        assertThat(resolve(Path.of("./src/."), entry("./main/*/../java/io/cowhand/image/package-inf?.java"))
                        .problems())
                .hasSize(1);
        for (String start : List.of("", ".", "./")) {
            assertThat(resolve(Path.of(start), entry("src//main/./java/io/cowhand/image/package-inf?.java"))
                            .images())
                    .extracting(ImageReference::display)
                    .containsExactly("src/main/java/io/cowhand/image/package-info.java");
        }
        assertThat(resolve(Path.of("./src/.."), entry("*/main/java/io/cowhand/image/package-info.java"))
                        .images())
                .extracting(ImageReference::display)
                .containsExactly("src/../src/main/java/io/cowhand/image/package-info.java");
    }

    @Test
    void takesAUriByteByByte() throws IOException {
        Path notUtf8 = Path.of(URI.create(folder.toUri() + "a%FF%2A.qcow2"));
        Files.createFile(notUtf8);
        files(folder, "a*.qcow2");
        ImageReference image = new ImageReference(notUtf8);
        String uri = image.uri().orElseThrow();
        assertThat(uri).endsWith("a%FF*.qcow2");
        assertThat(resolve(Path.of("elsewhere"), entry(uri)).images()).containsExactly(image);
        assertThat(resolve(folder, entry("a*", uri)).images())
                .containsExactly(new ImageReference(folder.resolve("a*.qcow2")));
    }

    @Test
    void keepsTheOrderOfEntriesAndSortsMatchesByUnsignedBytes() throws IOException {
        files(folder, "z.q", "é.q", "b/x.q", "b-c.q", "B.q", "😀.q", "\uffee.q", "last/a.q");
        assertThat(names(
                        folder, resolve(folder, entry("last/a.q"), entry("{z,é,B,😀,\uffee}*.q"), entry("b{-c,/x}.q"))))
                // U+FFEE sorts before the smiley in UTF-8, and after it in UTF-16.
                .containsExactly("last/a.q", "B.q", "z.q", "é.q", "\uffee.q", "😀.q", "b-c.q", "b/x.q");
    }

    @Test
    void takesEachFileOnceUnderItsFirstName() throws IOException {
        files(folder, "b.q", "c.q");
        Files.createLink(folder.resolve("hard.q"), folder.resolve("b.q"));
        Files.createSymbolicLink(folder.resolve("a.q"), Path.of("b.q"));
        Files.createSymbolicLink(folder.resolve("dir"), Path.of("."));
        Resolution resolution =
                resolve(folder, entry("c.q"), entry("*.q"), entry("hard.q"), entry("dir/c.q"), entry(folder + "/b.q"));
        assertThat(names(folder, resolution)).containsExactly("c.q", "a.q");
        assertThat(resolution.empty()).isEmpty();
    }

    @Test
    void takesMissingFilesOnceByName() throws IOException {
        files(folder, "d/x");
        Files.createSymbolicLink(folder.resolve("dangling.q"), Path.of("nowhere"));
        Resolution resolution = resolve(
                folder, entry("none.q"), entry("d/../none.q"), entry("dang*"), entry("dangling.q"), entry("nowhere"));
        assertThat(names(folder, resolution)).containsExactly("none.q", "dangling.q", "nowhere");
    }

    @Test
    void tellsEntriesThatNameNothing() throws IOException {
        files(folder, "a.q");
        ImageEntry noMatch = entry("*.qcow2");
        ImageEntry noFolder = entry("none/**/*.q");
        ImageEntry allExcluded = entry("*.q", "a*");
        ImageEntry excludedPath = entry("a.q", "**");
        Resolution resolution = resolve(
                folder, noMatch, noFolder, entry("missing.q"), allExcluded, excludedPath, entry("a.q"), entry("*.q"));
        assertThat(resolution.empty())
                .extracting(EmptyEntry::entry)
                .containsExactly(noMatch, noFolder, allExcluded, excludedPath);
        assertThat(names(folder, resolution)).containsExactly("missing.q", "a.q");
        assertThat(resolve(folder.resolve("none"), noMatch).empty())
                .extracting(EmptyEntry::entry)
                .containsExactly(noMatch);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a[b",
                "{a",
                "a\0",
                "a\\",
                "\ud800",
                "file:",
                "file:a",
                "file://host/a",
                "file:///a%zz",
                "file:///a b",
                "file:///a%00",
                "file:///a?b",
                "file:///a#b",
                "file:///a\0",
            })
    void findsEntriesThatAreNotValidBeforeItLooksAtAnything(String text) {
        ImageResolver resolver = new ImageResolver(folder);
        for (ImageEntry entry : List.of(entry(text), entry("a.q", text))) {
            List<Problem> problems = resolver.validate(entry);
            assertThat(problems).singleElement().satisfies(problem -> {
                assertThat(problem.code()).isEqualTo("pattern-not-valid");
                assertThat(problem.location()).isEqualTo(Fleet.WHERE);
                assertThat(problem.message()).startsWith("\"" + text + "\" is not a valid path or pattern");
            });
            Resolution resolution = resolver.resolve(List.of(entry("good"), entry));
            assertThat(resolution.images()).isEmpty();
            assertThat(resolution.empty()).isEmpty();
            assertThat(resolution.problems()).isEqualTo(problems);
        }
    }

    @Test
    void reportsEveryProblemOfEveryEntry() {
        assertThat(resolve(folder, entry("a[", "b[", "fine", "{"), entry("file:x"))
                        .problems())
                .hasSize(4);
    }
}
