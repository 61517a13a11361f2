package io.cowhand.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStatusTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void make() throws IOException {
        file = Files.writeString(folder.resolve("file"), "one");
    }

    @Test
    void sizeIsTheFiles() throws IOException {
        assertThat(FileStatus.of(file).size()).isEqualTo(3);
    }

    @Test
    void otherNamesLeadToTheSameFile() throws IOException {
        FileStatus first = FileStatus.of(file);
        assertThat(FileStatus.of(Files.createLink(folder.resolve("hard"), file)).isSameFile(first))
                .isTrue();
        Path soft = Files.createSymbolicLink(folder.resolve("soft"), file);
        assertThat(FileStatus.of(soft).isSameFile(first)).isTrue();
        assertThat(FileStatus.of(soft, LinkOption.NOFOLLOW_LINKS).isLink()).isTrue();
    }

    @Test
    void anotherFileInItsPlaceIsNotTheSame() throws IOException {
        FileStatus first = FileStatus.of(file);
        Path other = Files.writeString(folder.resolve("other"), "one");
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

        assertThat(FileStatus.of(file).isSameFile(first)).isFalse();
    }

    @Test
    void aDirectoryIsNoRegularFile() {
        assertThatThrownBy(() -> FileStatus.ofRegular(folder))
                .isInstanceOf(FileStatus.NotRegularException.class)
                .hasMessageContaining("it is a directory");
    }
}
