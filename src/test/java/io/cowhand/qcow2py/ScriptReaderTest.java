package io.cowhand.qcow2py;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.FirstCluster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is dumped, it has an end. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ScriptReaderTest {

    @TempDir
    Path folder;

    @Test
    void anExtensionOfFourGigabytesOfZerosIsBinary() {
        Path image = image(FirstCluster.v3(16).announce(FirstCluster.UNKNOWN, 0xffff_ffffL), 1L << 40);

        assertThat(Script.must(image, "dump-header-exts")).contains("length                    4294967295", "<binary>");
    }

    @Test
    void endlessBitmapsEndSomewhere() {
        Path image =
                image(FirstCluster.v3(16).extension(FirstCluster.BITMAPS, 0xffff_ffffL << 32, 0, 1 << 20), 1L << 40);

        Script.Ran ran = Script.run(image, "dump-header");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.failure()).contains("longer than is shown");
    }

    @Test
    void endlessExtensionsEndSomewhere() throws IOException {
        Path image = image(FirstCluster.v3(16).u32(20, 40), 112);
        ByteBuffer extensions = ByteBuffer.allocate(8 * 1_000_001);
        while (extensions.hasRemaining()) {
            extensions.putInt((int) FirstCluster.UNKNOWN).putInt(0);
        }
        Files.write(image, extensions.array(), StandardOpenOption.APPEND);

        Script.Ran ran = Script.run(image, "dump-header-exts");

        assertThat(ran.out()).isEmpty();
        assertThat(ran.failure()).contains("more than 1000000 header extensions");
    }

    @Test
    void aFileThatEndsTooEarlyIsALineOnStandardError() {
        for (long size : new long[] {4, 103, 112, 115}) {
            Path image = image(FirstCluster.v3(16).announce(FirstCluster.UNKNOWN, 8), size);

            Script.Ran ran = Script.run(image, "dump-header");

            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.out()).isEmpty();
            assertThat(ran.failure()).contains("the file ends before");
        }
    }

    @Test
    void aClusterSizeBeyondAllNumbersIsReadAsFarAsTheFileGoes() {
        Path image = image(FirstCluster.v3(16).u32(20, 0xffff_ffffL).end(), 1 << 20);

        assertThat(Script.must(image, "dump-header")).contains("cluster_bits              4294967295");
    }

    @Test
    void whatIsNoRegularFileIsNotOpened() throws Exception {
        Path fifo = folder.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();

        for (String command : new String[] {"dump-header", "set-header", "nonsense"}) {
            Script.Ran ran = Script.run(fifo, command);
            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.failure()).contains("not a regular file");
        }
        assertThat(Script.run(folder, "dump-header").failure()).contains("it is a directory");
        assertThat(Script.run(folder.resolve("missing"), "dump-header").failure())
                .contains("no such file");
        assertThat(Script.run(Files.createFile(folder.resolve("empty")), "dump-header")
                        .exit())
                .isEqualTo(1);
    }

    private Path image(FirstCluster header, long size) {
        Path image = folder.resolve("image-" + size + ".qcow2");
        header.write(image, size);
        return image;
    }
}
