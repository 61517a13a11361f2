package io.cowhand.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cowhand.os.SystemCalls.Access;
import io.cowhand.os.SystemCalls.TrailingLink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class LinuxCallsTest {

    private static final SystemCalls CALLS = LinuxCalls.KERNEL;

    @TempDir
    private Path folder;

    private Path path;
    private final byte[] content = new byte[200_000];

    @BeforeEach
    void make() throws IOException {
        new Random(3).nextBytes(content);
        path = Files.write(folder.resolve("file"), content);
    }

    private OpenFile open() throws IOException {
        return CALLS.open(path, TrailingLink.REFUSED, Access.READ_AND_WRITE);
    }

    @Test
    void theStatusOfADescriptorIsThatOfThePath() throws IOException {
        try (OpenFile file = open()) {
            assertThat(file.status().file()).isEqualTo(FileStatus.of(path));
            Files.setLastModifiedTime(path, FileTime.from(Instant.ofEpochSecond(1, 123_456_789)));
            assertThat(file.status().mtime()).isEqualTo(1_123_456_789L);
            long ctime = file.status().ctime();
            Files.createLink(folder.resolve("link"), path);
            assertThat(file.status().ctime()).isGreaterThan(ctime);
        }
    }

    @Test
    void aWriteAfterATickLeavesAnotherTimeOfModification() throws IOException {
        try (OpenFile file = open()) {
            for (int i = 0; i < 20; i++) {
                file.write(ByteBuffer.wrap(content, 0, 1), 0);
                long mtime = file.status().mtime();
                file.awaitClockTick(System.nanoTime());
                file.write(ByteBuffer.wrap(content, 0, 1), 0);
                assertThat(file.status().mtime()).isGreaterThan(mtime);
            }
        }
    }

    @Test
    void whatTheDiskHasIsReadToTheFilesEnd() throws IOException {
        byte[] more = new byte[OpenFile.BLOCK + 500];
        new Random(5).nextBytes(more);
        Files.write(path, more);
        ByteBuffer read = ByteBuffer.allocate(3 * OpenFile.BLOCK);
        try (OpenFile file = open()) {
            file.sync();
            assertThat(file.readDurable(read, 0)).isEqualTo(more.length);
            assertThat(read.array()).startsWith(more);
            ByteBuffer part = ByteBuffer.allocate(100);
            assertThat(file.readDurable(part, OpenFile.BLOCK)).isEqualTo(100);
            assertThat(part.array()).isEqualTo(Arrays.copyOfRange(more, OpenFile.BLOCK, OpenFile.BLOCK + 100));
        }
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        byte[] more = new byte[150_000];
        new Random(4).nextBytes(more);
        try (OpenFile file = open()) {
            ByteBuffer left = ByteBuffer.wrap(more);
            while (left.hasRemaining()) {
                file.write(left, 50_000L + left.position());
            }
            file.sync();
            ByteBuffer read = ByteBuffer.allocate(more.length);
            while (file.read(read, 50_000L + read.position()) > 0) {
                assertThat(read.position()).isPositive();
            }
            assertThat(read.array()).isEqualTo(more);
            assertThat(file.read(ByteBuffer.allocate(1), 200_000)).isZero();
        }
        System.arraycopy(more, 0, content, 50_000, more.length);
        assertThat(Files.readAllBytes(path)).isEqualTo(content);
    }

    @Test
    void aLockOfAnotherDescriptorIsSeenAlsoWithinTheProcess() throws IOException {
        OpenFile one = open();
        try (OpenFile other = open()) {
            assertThat(one.lock(100, 5)).isTrue();
            assertThat(other.lock(103, 1)).isFalse();
            assertThat(other.lock(105, 1)).isTrue();
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                assertThat(channel.tryLock(100, 1, true))
                        .as("POSIX locks see it, too")
                        .isNull();
            }
            assertThat(other.lock(103, 1))
                    .as("a channel that is closed drops nothing")
                    .isFalse();
            one.close();
            assertThat(other.lock(103, 1)).isTrue();
        }
    }

    @Test
    void aLinkIsFollowedOnlyWhereItIsExpected() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), path);
        try (OpenFile file = CALLS.open(link, TrailingLink.FOLLOWED, Access.READ_AND_WRITE)) {
            assertThat(file.status().file()).isEqualTo(FileStatus.of(path));
        }
        assertThatThrownBy(() -> CALLS.open(link, TrailingLink.REFUSED, Access.READ_AND_WRITE))
                .isInstanceOf(FileStatus.NotRegularException.class)
                .hasMessageContaining("link has taken its place");
    }

    @Test
    void whatIsNoRegularFileIsNotOpened() throws Exception {
        Path fifo = folder.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        assertThatThrownBy(() -> CALLS.open(fifo, TrailingLink.REFUSED, Access.READ_AND_WRITE))
                .hasMessageContaining("FIFO");
        assertThatThrownBy(() -> CALLS.open(folder, TrailingLink.REFUSED, Access.READ_AND_WRITE))
                .hasMessageContaining("directory");
        assertThatThrownBy(() -> CALLS.open(Path.of("/dev/null"), TrailingLink.REFUSED, Access.READ_AND_WRITE))
                .hasMessageContaining("device");
        assertThatThrownBy(() -> CALLS.open(folder.resolve("none"), TrailingLink.REFUSED, Access.READ_AND_WRITE))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> CALLS.open(path.resolve("below"), TrailingLink.REFUSED, Access.READ_AND_WRITE))
                .hasMessageContaining(path.toString());
    }

    @Test
    void anyNameIsOpened() throws Exception {
        Path odd = folder.resolve("ä b%41\n€𝄞");
        Files.write(odd, content);
        CALLS.open(odd, TrailingLink.REFUSED, Access.READ_AND_WRITE).close();
        // A byte that is no character.
        assertThat(new ProcessBuilder("sh", "-c", "cd '" + folder + "' && cp file \"$(printf 'n\\351\\377')\"")
                        .start()
                        .waitFor())
                .isZero();
        try (var names = Files.newDirectoryStream(folder, "n*")) {
            for (Path name : names) {
                CALLS.open(name, TrailingLink.REFUSED, Access.READ_AND_WRITE).close();
            }
        }
    }

    @Test
    void aClosedFileCannotBeUsed() throws IOException {
        OpenFile file = open();
        file.close();
        file.close();
        assertThatThrownBy(file::sync).isInstanceOf(IOException.class).hasMessageContaining("descriptor");
    }
}
