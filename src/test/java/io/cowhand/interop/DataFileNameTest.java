package io.cowhand.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Status;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.RequiresQemu;
import io.cowhand.testing.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of data files that look like a protocol's: QEMU 7.2.22 opens a file of that name, and a plan warns of them. */
@RequiresQemu
class DataFileNameTest {

    @Test
    void aNameLikeAProtocolIsAFileToThisQemuAndAWarningToUsers(@TempDir Path folder) throws IOException {
        Qemu.mustImg(folder, "create", "-q", "-f", "qcow2", "-o", "data_file=d.raw", "a.qcow2", "1M");
        Path image = folder.resolve("a.qcow2");

        ImageResult renamed = Runs.apply(image, "{op: set-data-file, file: 'nbd:d.raw'}");

        assertThat(renamed.status()).isEqualTo(Status.CHANGED);
        assertThat(renamed.problems())
                .singleElement()
                .satisfies(found -> assertThat(found.problem().code()).isEqualTo("data-file-protocol"));
        assertThat(Qemu.guest(image, "read 0 512").ok()).as("without the file").isFalse();
        Files.move(folder.resolve("d.raw"), folder.resolve("nbd:d.raw"));
        assertThat(Qemu.guest(image, "read 0 512").ok()).as("with the file").isTrue();
    }
}
