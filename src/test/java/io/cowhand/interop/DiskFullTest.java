package io.cowhand.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Status;
import io.cowhand.testing.FileState;
import io.cowhand.testing.Journaled;
import io.cowhand.testing.LoopDisk;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.Requires;
import io.cowhand.testing.RequiresQemu;
import io.cowhand.testing.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Headers that grow into a hole of a sparse image, on a disk that is full. */
@RequiresQemu
@Requires(
        root = true,
        programs = {"mkfs.ext4", "mount"})
@Tag("slow")
@Timeout(60)
class DiskFullTest {

    @TempDir
    Path folder;

    @Test
    void theOldHeaderIsBackAtOnceAndThatIsSaid() throws IOException {
        Path template = folder.resolve("template.qcow2");
        Qemu.mustImg(
                folder, "create", "-q", "-f", "qcow2", "-u", "-b", "/srv/base", "-F", "raw", "template.qcow2", "64M");
        Journaled runs = new Journaled(folder);
        try (LoopDisk disk = LoopDisk.make(folder, 8)) {
            Path image = disk.root().resolve("a.qcow2");
            Shell.run("cp", "--sparse=always", template.toString(), image.toString());
            Path filler = disk.fill();
            FileState found = FileState.of(image);

            ImageResult result = runs.apply(
                    image,
                    "{op: move-backing, from: /srv, to: /elsewhere}",
                    "{op: set-labels, labels: {long: " + "x".repeat(4300) + "}}");

            assertThat(result.status()).isEqualTo(Status.FAILED);
            assertThat(result.problems().get(0).problem().message())
                    .contains("No space left on device", "the old one was restored");
            assertThat(FileState.of(image).content()).isEqualTo(found.content());
            assertThat(Qemu.opens(image)).isTrue();
            assertThat(runs.recover()).isEmpty();

            Files.delete(filler);
            assertThat(runs.apply(image, "{op: set-labels, labels: {long: " + "x".repeat(4300) + "}}")
                            .status())
                    .isEqualTo(Status.CHANGED);
            assertThat(Qemu.opens(image)).isTrue();
        }
    }
}
