package io.cowhand.image;

import static io.cowhand.testing.Owned.NOBODY;
import static io.cowhand.testing.Owned.ROOT;
import static io.cowhand.testing.Owned.file;
import static io.cowhand.testing.Owned.give;
import static io.cowhand.testing.Owned.link;
import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.os.FileStatus;
import io.cowhand.testing.Exchange;
import io.cowhand.testing.Requires;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches while the owner of a folder replaces its entries by links to another user's files. */
@Requires(root = true)
@Timeout(120)
class ExchangedFoldersTest {

    private static final int TIMES = 400;
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    @TempDir
    private Path folder;

    private Path theirs;

    @BeforeEach
    void somebodyHasAFolder() throws IOException {
        file(folder.resolve("victims/a.q"), ROOT);
        file(folder.resolve("victims/deep/a.q"), ROOT);
        theirs = Files.createDirectory(folder.resolve("theirs"));
        give(theirs, NOBODY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "theirs/sub/*.q",
                "theirs/*/*.q",
                "theirs/*/a.q*",
                "theirs/sub/{a,b}.q",
                "theirs/sub/a.q",
                "theirs/sub/deep/*.q",
                "theirs/sub/*/a.q",
                "theirs/sub/deep/a.q",
                "theirs/**/a.q",
                "**/a.[q]",
                "by-root/*.q",
                "by-root/a.q",
                "[b]y-root/deep/*.q",
                "file-by-root.[q]",
                "file-by-root.q",
                "theirs/sub/../sub/*.q"
            })
    void nothingIsListedThroughALinkThatTakesTheFoldersPlace(String entry) throws IOException {
        file(theirs.resolve("sub/a.q"), NOBODY);
        file(theirs.resolve("sub/deep/a.q"), NOBODY);
        give(theirs.resolve("sub"), NOBODY);
        give(theirs.resolve("sub/deep"), NOBODY);
        link(folder.resolve("by-root"), "theirs/sub", ROOT);
        link(folder.resolve("file-by-root.q"), "theirs/sub/a.q", ROOT);
        Path bad = link(theirs.resolve("bad"), "../victims", NOBODY);
        resolveWhile(theirs.resolve("sub"), bad, entry);
    }

    @ParameterizedTest
    @ValueSource(strings = {"theirs/sub/a.q", "theirs/sub/deep/a.q", "by-root/a.q", "by-root/deep/a.q"})
    void aFileIsNotPassedWhoseNameALinkTakes(String entry) throws IOException {
        Path file = file(theirs.resolve("sub"), NOBODY);
        link(folder.resolve("by-root"), "theirs/sub", ROOT);
        Path bad = link(theirs.resolve("bad"), "../victims", NOBODY);
        listWhile(file, bad, entry);
    }

    @Test
    void aFileInAFolderForAllIsNotPassedWhoseNameALinkTakes() throws IOException {
        Path file = file(folder.resolve("shared/sub"), NOBODY);
        Files.setAttribute(folder.resolve("shared"), "unix:mode", 01777);
        Path bad = link(folder.resolve("shared/bad"), "../victims", NOBODY);
        listWhile(file, bad, "shared/sub/a.q");
    }

    /** Lists an image for which nothing may be found while a file and a link exchange their names. */
    private void listWhile(Path file, Path link, String entry) throws IOException {
        long victim = FileStatus.of(folder.resolve("victims/a.q")).id().inode();
        long deep = FileStatus.of(folder.resolve("victims/deep/a.q")).id().inode();
        ImageResolver resolver = new ImageResolver(folder);
        List<ImageEntry> entries = List.of(Fleet.entry(entry, "victims/**"));
        try (Exchange exchange = Exchange.of(file, link)) {
            for (int i = 0; i < 50 * TIMES || exchange.count() <= TIMES; i++) {
                Set<Long> pinned = resolver.resolve(entries).images().stream()
                        .map(image -> image.listed())
                        .filter(FileIdentity.Resolved.class::isInstance)
                        .map(listed -> ((FileIdentity.Resolved) listed).id().inode())
                        .collect(Collectors.toSet());
                assertThat(pinned).as("time %d", i).doesNotContain(victim, deep);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"theirs/good/*.q", "theirs/*/a.q", "theirs/good/a.q", "theirs/good/deep/*.q", "by-root/*.q"})
    void oneLinkIsNotTakenForAnotherOne(String entry) throws IOException {
        file(folder.resolve("safe/a.q"), ROOT);
        file(folder.resolve("safe/deep/a.q"), ROOT);
        Path good = link(theirs.resolve("good"), "../safe", ROOT);
        link(folder.resolve("by-root"), "theirs/good", ROOT);
        Path bad = link(theirs.resolve("bad"), "../victims", NOBODY);
        resolveWhile(good, bad, entry);
    }

    @ParameterizedTest
    @ValueSource(strings = {"theirs/good.*", "theirs/good.q"})
    void oneLinkToAFileIsNotTakenForAnotherOne(String entry) throws IOException {
        file(folder.resolve("safe/a.q"), ROOT);
        Path good = link(theirs.resolve("good.q"), "../safe/a.q", ROOT);
        Path bad = link(theirs.resolve("bad"), "../victims/a.q", NOBODY);
        resolveWhile(good, bad, entry);
    }

    @Test
    void foldersOfWhichOthersMayWriteToTheOneAboveCountAsTheirs() throws IOException {
        file(folder.resolve("shared/sub/a.q"), ROOT);
        Files.setAttribute(folder.resolve("shared"), "unix:mode", 01777);
        Path bad = link(folder.resolve("shared/bad"), "../victims", NOBODY);
        resolveWhile(folder.resolve("shared/sub"), bad, "shared/sub/*.q");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"theirs/good/*.q", "theirs/good/deep/*.q", "*/good/*/*.q", "by-root/deep/*.q", "by-root/deep/a.q"
            })
    void aLinkIsPassedOnceThatLeadsToWhereNobodyElseCanExchangeAnything(
            String entry, @TempDir(factory = RootsOwn.class) Path safe) throws IOException {
        file(safe.resolve("a.q"), ROOT);
        file(safe.resolve("deep/a.q"), ROOT);
        Path good = link(theirs.resolve("good"), safe.toString(), ROOT);
        link(folder.resolve("by-root"), "theirs/good", ROOT);
        Path bad = link(theirs.resolve("bad"), "../victims", NOBODY);
        resolveWhile(good, bad, entry);
    }

    /** A folder above which there are only root's, where the usual ones stand in one that everybody can write to. */
    static final class RootsOwn implements TempDirFactory {
        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test) throws IOException {
            return Files.createTempDirectory(Path.of("/run"), "cowhand-");
        }
    }

    private void resolveWhile(Path one, Path other, String entry) throws IOException {
        Set<Long> victims = Set.of(
                FileStatus.of(folder.resolve("victims/a.q")).id().inode(),
                FileStatus.of(folder.resolve("victims/deep/a.q")).id().inode());
        ImageResolver resolver = new ImageResolver(folder);
        // What stands below victims/ is listed as such by some globs.
        List<ImageEntry> entries = List.of(Fleet.entry(entry, "victims/**"));
        resolver.resolve(entries);
        long open = descriptors();
        int found = 0;
        try (Exchange exchange = Exchange.of(one, other)) {
            // Which of the two runs, and for how long, is up to the scheduler.
            for (int i = 0; i < TIMES || exchange.count() <= TIMES || found == 0; i++) {
                Set<Long> pinned = resolver.resolve(entries).images().stream()
                        .map(image -> image.listed())
                        .filter(FileIdentity.Resolved.class::isInstance)
                        .map(listed -> ((FileIdentity.Resolved) listed).id().inode())
                        .collect(Collectors.toSet());
                assertThat(pinned).as("time %d", i).doesNotContainAnyElementsOf(victims);
                found += pinned.isEmpty() ? 0 : 1;
            }
        }
        assertThat(descriptors()).isEqualTo(open);
    }

    /** How many descriptors lead to what belongs to this test; others may be busy beside it. */
    private long descriptors() throws IOException {
        long count = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : all) {
                try {
                    count += Files.readSymbolicLink(descriptor).startsWith(folder) ? 1 : 0;
                } catch (NoSuchFileException closed) {
                    // Of somebody else.
                    continue;
                }
            }
        }
        return count;
    }
}
