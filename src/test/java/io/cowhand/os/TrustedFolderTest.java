package io.cowhand.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cowhand.os.TrustedFolder.UntrustedException;
import io.cowhand.testing.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedFolderTest {

    private static final int NOBODY = 65534;

    @TempDir
    private Path temporary;

    private Path folder;

    @BeforeEach
    void make() throws IOException {
        folder = Files.createDirectories(temporary.resolve("a/b/c"));
    }

    private static void mode(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static void own(Path path) throws IOException {
        Files.setAttribute(path, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
    }

    private static void opens(Path path) throws IOException {
        try (TrustedFolder trusted = TrustedFolder.open(path)) {
            assertThat(Files.isSameFile(trusted.path(), path)).isTrue();
            assertThat(trusted.shown()).isEqualTo(path);
        }
    }

    @Test
    void aFolderOfOnesOwnIsTrusted() throws IOException {
        opens(folder);
        opens(folder.resolve("../../b/c"));
        assertThatThrownBy(() -> TrustedFolder.open(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> TrustedFolder.open(file)).hasMessageContaining("is not a directory");
    }

    @Test
    void noFolderOnTheWayMayBeWritableByOthersUnlessItIsSticky() throws IOException {
        for (Path each :
                new Path[] {folder, folder.getParent(), folder.getParent().getParent()}) {
            for (String permissions : new String[] {"rwxrwx---", "rwx----w-"}) {
                mode(each, permissions);
                assertThatThrownBy(() -> TrustedFolder.open(folder))
                        .isInstanceOf(UntrustedException.class)
                        .hasMessageContaining(each + " can be written to by others");
            }
            mode(each, "rwxr-xr-x");
        }
        Files.setAttribute(folder.getParent(), "unix:mode", 01777);
        opens(folder);
    }

    @Test
    @Requires(root = true)
    void noFolderOnTheWayMayBelongToAnotherUser() throws IOException {
        for (Path each :
                new Path[] {folder, folder.getParent(), folder.getParent().getParent()}) {
            own(each);
            assertThatThrownBy(() -> TrustedFolder.open(folder))
                    .isInstanceOf(UntrustedException.class)
                    .hasMessageContaining(each + " belongs to another user");
            assertThatThrownBy(() -> TrustedFolder.make(folder.resolve("more"))).isInstanceOf(UntrustedException.class);
            Files.setAttribute(each, "unix:uid", 0);
        }
        assertThat(folder.resolve("more")).doesNotExist();
    }

    @Test
    @Requires(root = true)
    void aLinkIsFollowedWhereItLeadsIfItIsOnesOwn() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), Path.of("a/b"));
        opens(link.resolve("c"));
        Path absolute = Files.createSymbolicLink(temporary.resolve("absolute"), folder);
        opens(absolute);
        Path chain = Files.createSymbolicLink(temporary.resolve("chain"), absolute);
        opens(chain);
        mode(folder.getParent(), "rwxrwxrwx");
        assertThatThrownBy(() -> TrustedFolder.open(chain)).isInstanceOf(UntrustedException.class);
        mode(folder.getParent(), "rwxr-xr-x");
        own(absolute);
        assertThatThrownBy(() -> TrustedFolder.open(chain))
                .isInstanceOf(UntrustedException.class)
                .hasMessageContaining("absolute belongs to another user");
        Path loop = Files.createSymbolicLink(temporary.resolve("loop"), Path.of("loop"));
        assertThatThrownBy(() -> TrustedFolder.open(loop)).isInstanceOf(IOException.class);
    }

    @Test
    void whatIsMissingIsMadeForTheUserAlone() throws IOException {
        try (TrustedFolder made = TrustedFolder.make(folder.resolve("d/e"));
                TrustedFolder below = made.makeFolder("f")) {
            assertThat(below.shown()).isEqualTo(folder.resolve("d/e/f"));
            below.sync();
        }
        assertThat(Files.getPosixFilePermissions(folder.resolve("d"))).hasSize(3);
        opens(folder.resolve("d/e/f"));
    }

    @Test
    @Requires(root = true)
    void filesAreTrustedLikeTheirFolder() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        try (TrustedFolder trusted = TrustedFolder.open(folder)) {
            trusted.checkFile("file");
            assertThatThrownBy(() -> trusted.checkFile("link")).hasMessageContaining(link + " is not a regular file");
            mode(file, "rw-rw----");
            assertThatThrownBy(() -> trusted.checkFile("file")).hasMessageContaining("written to by others");
            mode(file, "rw-------");
            own(file);
            assertThatThrownBy(() -> trusted.checkFile("file")).hasMessageContaining("another user");
        }
    }

    @Test
    void anOpenFolderIsTheSameWhateverItsPathLeadsTo() throws IOException {
        Files.createFile(folder.resolve("mine"));
        try (TrustedFolder trusted = TrustedFolder.open(folder)) {
            Files.move(folder, temporary.resolve("moved"));
            Files.createDirectory(folder);
            assertThat(trusted.path().resolve("mine")).exists();
        }
    }
}
