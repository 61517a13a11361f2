package io.cowhand.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStatusTest {

    @TempDir
    private Path folder;

    private Path file;
    private FileStatus first;

    @BeforeEach
    void look() throws IOException {
        file = Files.writeString(folder.resolve("file"), "one");
        first = FileStatus.ofRegular(file);
    }

    @Test
    void aSecondLookTellsOfSizeAndTime() throws IOException {
        Files.writeString(file, "longer");
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1, 123_456_789)));

        FileStatus again = first.again(file).orElseThrow();

        assertThat(again).isEqualTo(FileStatus.of(file));
        assertThat(again.size()).isEqualTo(6);
        assertThat(again.mtime()).isEqualTo(1_123_456_789L);
        assertThat(again.isSameFile(first)).isTrue();
    }

    @Test
    void aSecondLookFollowsLinksAndKnowsOtherNames() throws IOException {
        assertThat(first.again(Files.createLink(folder.resolve("hard"), file))).isPresent();
        assertThat(first.again(Files.createSymbolicLink(folder.resolve("soft"), file)))
                .isPresent();
    }

    @Test
    void anotherFileInItsPlaceIsNotTheSame() throws IOException {
        Path other = Files.writeString(folder.resolve("other"), "one");
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

        assertThat(first.again(file)).isEmpty();
        assertThat(FileStatus.of(file).isSameFile(first)).isFalse();
    }

    @Test
    void aDirectoryOrNothingInItsPlaceIsTold() throws IOException {
        Files.delete(file);
        assertThatThrownBy(() -> first.again(file)).isInstanceOf(NoSuchFileException.class);

        Files.createDirectory(file);
        assertThatThrownBy(() -> first.again(file)).isInstanceOf(FileStatus.NotRegularException.class);
    }
}
