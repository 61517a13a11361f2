package io.cowhand.image;

import static io.cowhand.image.Fleet.files;
import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.os.FileTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSearchTest {

    @TempDir
    Path folder;

    /** What the arguments find, relative to the folder: {@code +} for images, {@code ?} for other files, {@code !} for troubles. */
    private List<String> found(boolean recursive, String... arguments) {
        ImageSearch search = new ImageSearch(FileTree.SYSTEM, recursive, SearchWatchdog.IGNORED);
        for (String argument : arguments) {
            search.add(folder.resolve(argument).toString());
        }
        return search.images().stream()
                .map(each -> (each.trouble().isPresent() ? "!" : each.wanted() ? "+" : "?")
                        + folder.relativize(each.image().path()))
                .toList();
    }

    @Test
    void aFileIsFoundOnceUnderItsFirstName() throws Exception {
        files(folder, "d/a.qcow2", "d/c", "e.qcow2");
        Files.createLink(folder.resolve("d/b.qcow2"), folder.resolve("d/a.qcow2"));
        Files.createLink(folder.resolve("d/d.qcow2"), folder.resolve("d/c"));
        Files.createSymbolicLink(folder.resolve("d/e.qcow2"), Path.of("../e.qcow2"));
        assertThat(found(true, "d", "e.qcow2", "d/c")).containsExactly("+d/a.qcow2", "?d/c", "+d/e.qcow2");
        assertThat(found(false, "d/*", "e.qcow2", "d/a*")).containsExactly("+d/a.qcow2", "+d/c", "+d/e.qcow2");
    }

    @Test
    void aFileThatIsNoImageIsFoundAgainIfItIsNamed() throws Exception {
        files(folder, "d/a.qcow2");
        Files.createSymbolicLink(folder.resolve("d/broken"), Path.of("nowhere"));
        Files.createSymbolicLink(folder.resolve("d/broken.qcow2"), Path.of("nowhere"));
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("d/fifo").toString())
                        .start()
                        .waitFor())
                .isZero();
        assertThat(found(true, "d", "d/fifo", "d/broken", "d/broken.qcow2"))
                .containsExactly("+d/a.qcow2", "!d/broken", "+d/broken.qcow2", "!d/fifo", "+d/fifo", "+d/broken");
    }
}
