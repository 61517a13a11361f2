package io.cowhand.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathHandleTest {

    @TempDir
    private Path folder;

    @Test
    void aPlaceStaysTheSameOneWhenItIsMoved() throws IOException {
        Path here = Files.createDirectory(folder.resolve("here"));
        Files.createFile(here.resolve("a"));
        try (PathHandle place = PathHandle.open(here)) {
            Files.move(here, folder.resolve("there"));
            Files.createDirectory(here);
            assertThat(place.status().isDirectory()).isTrue();
            assertThat(place.status().isSameFile(FileStatus.of(folder.resolve("there"))))
                    .isTrue();
            assertThat(place.path().resolve("a")).exists();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "/a%FFb/%C3%BC", "/%C3%BC%25/..", "/../x%20y", "/../%FF/../%C3%BC", "/%3F/%23"})
    void aLinksTargetIsReadByteByByte(String encoded) throws IOException {
        Path absolute = Path.of(URI.create("file://" + encoded));
        for (Path target : new Path[] {absolute, absolute.subpath(0, absolute.getNameCount())}) {
            Path link = folder.resolve("link");
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, target);
            try (PathHandle place = PathHandle.open(link)) {
                assertThat(place.status().isLink()).isTrue();
                assertThat(place.target()).isEqualTo(target).isEqualTo(Files.readSymbolicLink(link));
            }
        }
    }

    @Test
    void whatIsNotThereIsNotOpened() {
        assertThatThrownBy(() -> PathHandle.open(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }
}
