package io.cowhand.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cowhand.os.FileStatus;
import io.cowhand.os.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootDirectoryTest {

    @TempDir
    Path folder;

    private Path inside;
    private Path outside;
    private RootDirectory root;

    @BeforeEach
    void makeFiles() throws IOException {
        inside = Files.createFile(Files.createDirectory(folder.resolve("root")).resolve("a"));
        outside =
                Files.createFile(Files.createDirectory(folder.resolve("rooted")).resolve("b"));
        root = RootDirectory.of(folder.resolve("root"));
    }

    private static ImageReference listed(Path path, Path file) throws IOException {
        return new ImageReference(
                path, new FileIdentity.Resolved(FileStatus.of(file).id(), Files.isSymbolicLink(path)));
    }

    @Test
    void filesBelowItAreContained() throws IOException {
        assertThat(root.contains(inside, FileTree.SYSTEM)).isTrue();
        assertThat(root.contains(folder.resolve("rooted/../root/a"), FileTree.SYSTEM))
                .isTrue();
        assertThat(root.contains(listed(inside, inside), FileTree.SYSTEM)).isTrue();
    }

    @Test
    void whatLinksAndDotsLeadOutsideIsNot() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("root/link"), outside);
        Path directory = Files.createSymbolicLink(folder.resolve("root/dir"), outside.getParent());
        assertThat(root.contains(outside, FileTree.SYSTEM)).isFalse();
        assertThat(root.contains(link, FileTree.SYSTEM)).isFalse();
        assertThat(root.contains(directory.resolve("b"), FileTree.SYSTEM)).isFalse();
        assertThat(root.contains(folder.resolve("root/../rooted/b"), FileTree.SYSTEM))
                .isFalse();
        assertThat(root.contains(listed(link, outside), FileTree.SYSTEM)).isFalse();
    }

    @Test
    void anImageThatWasExchangedSinceItWasListedIsNot() throws IOException {
        assertThat(root.contains(listed(inside, outside), FileTree.SYSTEM)).isFalse();
    }

    @Test
    void aFileThatDoesNotExistIsContained() {
        assertThat(root.contains(folder.resolve("nothing"), FileTree.SYSTEM)).isTrue();
    }

    @Test
    void readsTheFileThatWasFoundBelowItWhateverItsPathLeadsTo() throws IOException {
        Files.writeString(inside, "inside");
        Files.writeString(outside, "secret");
        Path link = Files.createSymbolicLink(folder.resolve("root/link"), inside);
        assertThat(root.<String>read(link, (file, status) -> {
                    Files.delete(link);
                    Files.createSymbolicLink(link, outside);
                    return Files.readString(file);
                }))
                .isEqualTo("inside");
        assertThatThrownBy(() -> root.read(link, (file, status) -> Files.readString(file)))
                .isInstanceOf(OutsideRootException.class);
    }

    @Test
    void itMustBeADirectory() {
        assertThatThrownBy(() -> RootDirectory.of(inside)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> RootDirectory.of(folder.resolve("none"))).isInstanceOf(IOException.class);
    }

    @Test
    void withoutOneFilesMayLieAnywhere() {
        assertThat(RootDirectory.ANY.contains(outside, FileTree.SYSTEM)).isTrue();
        assertThat(RootDirectory.ANY.isAny()).isTrue();
    }
}
