package io.cowhand.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.os.FileId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListedFilesTest {

    private static ImageReference file(String path, long device, long inode, boolean isLink) {
        return new ImageReference(Path.of(path), new FileIdentity.Resolved(new FileId(device, inode), isLink));
    }

    private static ImageList list(ImageReference... files) {
        ImageList list = new ImageList();
        List.of(files).forEach(list::add);
        return list;
    }

    @Test
    void everyFileIsFoundUnderTheNameThatListsItFirst() {
        ImageList list = new ImageList();
        for (int i = 0; i < 1000; i++) {
            list.add(file("fleet/" + i % 7 + "/vm-" + i, i % 3, i, i % 5 == 0));
        }
        ListedFiles files = new ListedFiles(List.of(list, list(file("again", 1, 1, false))));
        for (int i = 0; i < 1000; i++) {
            ImageReference found = files.find(new FileId(i % 3, i)).orElseThrow();
            assertThat(found.path()).isEqualTo(Path.of("fleet/" + i % 7 + "/vm-" + i));
            assertThat(found.listed()).isEqualTo(new FileIdentity.Resolved(new FileId(i % 3, i), i % 5 == 0));
            assertThat(files.find(new FileId(i % 3 + 1, i))).isEmpty();
        }
    }

    @Test
    void whatWasMissingOrRefusedIsNotFound() {
        FileId id = new FileId(1, 2);
        FileIdentity refused =
                new FileIdentity.UntrustedLink(Path.of("b"), id, new FileIdentity.Reason("x", LinkPolicy.OWNER));
        ListedFiles files = new ListedFiles(List.of(list(
                new ImageReference(Path.of("a"), new FileIdentity.Missing()),
                new ImageReference(Path.of("b"), refused),
                new ImageReference(Path.of("c")))));
        assertThat(files.find(id)).isEmpty();
    }

    @Test
    void aNameOfAnyBytesIsKept(@TempDir Path folder) throws IOException {
        Path odd = Path.of(URI.create("file://" + folder + "/%FF%FE.raw"));
        Files.createFile(odd);
        Resolution resolution = Fleet.resolve(folder, Fleet.entry("*"));
        FileIdentity.Resolved listed =
                (FileIdentity.Resolved) resolution.images().iterator().next().listed();
        assertThat(new ListedFiles(List.of(resolution.images())).find(listed.id()))
                .map(ImageReference::path)
                .contains(odd);
    }

    @Test
    @Tag("slow")
    void aMillionFilesTakeLessThanSixtyBytesEach() {
        int count = 1_000_000;
        ImageList list = new ImageList();
        for (int i = 0; i < count; i++) {
            list.add(file("/srv/images/customers/%04d/vm-%07d.qcow2".formatted(i / 500, i), 7, 1000 + 3L * i, false));
        }
        long before = used();
        ListedFiles files = new ListedFiles(List.of(list));
        long bytes = used() - before;
        assertThat(bytes / count).isBetween(10L, 60L);
        assertThat(files.find(new FileId(7, 1000 + 3L * 777_777)))
                .map(ImageReference::path)
                .isEqualTo(Optional.of(Path.of("/srv/images/customers/1555/vm-0777777.qcow2")));
        assertThat(list.size()).isEqualTo(count);
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
