package io.cowhand.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.cowhand.bytes.Bytes;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.target.ImageReference;
import io.cowhand.testing.FirstCluster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeaderReaderTest {

    @TempDir
    Path folder;

    @Test
    void theWindowIsTheFirst4KiBHoweverLargeTheCluster() {
        assertThat(read(FirstCluster.v3(21).end()).header().windowLength()).isEqualTo(4096);
    }

    @Test
    void theWindowIsNoLargerThanTheFirstCluster() {
        assertThat(read(FirstCluster.v3(9).end()).header().windowLength()).isEqualTo(512);
    }

    @Test
    void theWindowEndsWithTheStepInWhichTheHeaderEnds() {
        ImageFacts facts = read(FirstCluster.v3(21)
                .extension(FirstCluster.UNKNOWN, Bytes.zeros(50_000))
                .end());

        assertThat(facts.header().end()).isEqualTo(112 + 8 + 50_000 + 8);
        assertThat(facts.header().windowLength()).isEqualTo(53_248);
    }

    @Test
    void aFileShorterThanTheWindowReadsAsIfZerosFollowed() {
        FirstCluster bytes = FirstCluster.v3(16);
        Path image = folder.resolve("image.qcow2");
        bytes.write(image, 104);

        ImageFacts facts = facts(image, 0);

        assertThat(facts.fileSize()).isEqualTo(104);
        assertThat(facts.header().encode()).isEqualTo(bytes.window(104).resized(4096));
    }

    @Test
    void moreMayBeAskedForUpToTheFirstCluster() {
        FirstCluster bytes = FirstCluster.v3(16).end();
        Path image = folder.resolve("image.qcow2");
        bytes.write(image, 1 << 20);

        assertThat(facts(image, 5000).header().encode()).isEqualTo(bytes.window(8192));
        assertThat(facts(image, 65_536).header().encode()).isEqualTo(bytes.cluster());
    }

    @Test
    void aBrokenExtensionThatBeginsWhereAStepEndsIsReadToAnEnd() {
        FirstCluster bytes = FirstCluster.v3(16)
                .extension(FirstCluster.UNKNOWN, Bytes.zeros(4096 - 112 - 8))
                .announce(FirstCluster.UNKNOWN, 0xffff_ffffL);

        assertThat(read(bytes).header().brokenExtension()).hasValue(4096);
    }

    @Test
    void aNameThatBeginsInsideTheFieldsAndPassesTheWindowIsReadToAnEnd() {
        ImageFacts facts = read(FirstCluster.v3(16).end().u64(8, 80).u32(16, 60_000));

        assertThat(facts.header().windowLength()).isEqualTo(4096);
    }

    @Test
    void anEmptyFileIsNoImage() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty"));

        assertThat(HeaderReader.read(new ImageReference(empty))).isInstanceOf(Reading.NotQcow2.class);
    }

    @Test
    void whatIsNoRegularFileIsNotOpened() {
        assertThat(HeaderReader.read(new ImageReference(folder))).isInstanceOf(Reading.Unreadable.class);
        assertThat(HeaderReader.read(new ImageReference(Path.of("/dev/zero")))).isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void aHeaderThatChangesMeanwhileIsReadWholeOrNotAtAll() throws Exception {
        Path image = folder.resolve("image.qcow2");
        FirstCluster.v3(21).end().write(image, 1L << 22);
        AtomicBoolean done = new AtomicBoolean();
        // Both ends of a window of two megabytes say which of its states it is in.
        Thread writer = new Thread(() -> flip(image, done));
        writer.start();
        int settled = 0;
        for (int i = 0; i < 200; i++) {
            Reading reading = HeaderReader.readFirstCluster(new ImageReference(image));
            if (reading instanceof Reading.Readable readable) {
                Bytes window = readable.facts().header().encode();
                assertThat(window.u8(30)).isEqualTo(window.u8(window.length() - 1));
                settled++;
            } else {
                assertThat(((Reading.Unreadable) reading).problem().code()).isEqualTo("header-changing");
            }
        }
        done.set(true);
        writer.join();
        assertThat(settled).isPositive();
    }

    private static void flip(Path image, AtomicBoolean done) {
        try (FileChannel channel = FileChannel.open(image, StandardOpenOption.WRITE)) {
            for (byte state = 0; !done.get(); state ^= 1) {
                channel.write(ByteBuffer.wrap(new byte[] {state}), 30);
                channel.write(ByteBuffer.wrap(new byte[] {state}), (1 << 21) - 1);
                Thread.sleep(1);
            }
            channel.write(ByteBuffer.wrap(new byte[] {0}), 30);
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private ImageFacts read(FirstCluster bytes) {
        Path image = folder.resolve("image.qcow2");
        bytes.write(image, 8L << 20);
        return facts(image, 0);
    }

    private static ImageFacts facts(Path image, int window) {
        Reading reading = assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> HeaderReader.read(new ImageReference(image), window));
        assertThat(reading).isInstanceOf(Reading.Readable.class);
        return ((Reading.Readable) reading).facts();
    }
}
