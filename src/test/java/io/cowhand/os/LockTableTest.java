package io.cowhand.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks as Linux lists them, in a directory that stands for {@code /proc}. */
class LockTableTest {

    @TempDir
    private Path proc;

    private Path image;
    private String file;

    @BeforeEach
    void makeImage() throws IOException {
        image = Files.createFile(proc.resolve("image"));
        String[] key = FileStatus.of(image).lockKey().split(":");
        file = "%02x:%02x:%s".formatted(Long.parseLong(key[0]), Long.parseLong(key[1]), key[2]);
    }

    private void locks(String... lines) throws IOException {
        Files.writeString(proc.resolve("locks"), String.join("\n", lines) + "\n");
    }

    private void process(int id, String name, String... locks) throws IOException {
        Path folder = Files.createDirectories(proc.resolve(id + "/fdinfo"));
        Files.writeString(folder.getParent().resolve("comm"), name + "\n");
        StringBuilder info = new StringBuilder("pos:\t0\nflags:\t02\n");
        for (String lock : locks) {
            info.append("lock:\t").append(lock).append('\n');
        }
        Files.writeString(folder.resolve("7"), info);
    }

    @Test
    void locksOfOtherFilesAndThoseThatAreOnlyWaitedForDoNotCount() throws IOException {
        locks(
                "1: POSIX  ADVISORY  WRITE 12 " + file + " 100 104",
                "1: -> POSIX  ADVISORY  WRITE 13 " + file + " 100 100",
                "2: POSIX  ADVISORY  READ 14 00:01:4 0 EOF",
                "3: LEASE  ACTIVE    READ 15 " + file + " 0 EOF",
                "4: FLOCK  ADVISORY  WRITE 16 " + file + " 0 EOF");

        assertThat(new LockTable(proc).of(image))
                .containsExactly(
                        new HeldLock(HeldLock.Kind.POSIX, true, OptionalLong.of(12), "", 100, 104),
                        new HeldLock(HeldLock.Kind.FLOCK, true, OptionalLong.of(16), "", 0, Long.MAX_VALUE));
    }

    @Test
    void locksOfAnOpenFileAreThoseOfTheProcessesThatHaveIt() throws IOException {
        String shared = "1: OFDLCK ADVISORY  READ -1 " + file + " 201 201";
        locks(shared, shared, shared, "2: OFDLCK ADVISORY  READ -1 " + file + " 100 101");
        process(31, "qemu-system-x86", shared);
        process(32, "qemu-img", shared, "1: OFDLCK ADVISORY  READ -1 00:01:4 100 101");

        LockTable table = new LockTable(proc);

        assertThat(table.of(image).stream().map(HeldLock::process))
                .containsExactlyInAnyOrder(
                        OptionalLong.of(31), OptionalLong.of(32), OptionalLong.empty(), OptionalLong.empty());
        assertThat(table.of(image).stream().map(HeldLock::name))
                .containsExactlyInAnyOrder("qemu-system-x86", "qemu-img", "", "");
    }

    @Test
    void whereTheSystemDoesNotTellThereAreNone() {
        assertThat(new LockTable(proc.resolve("elsewhere")).of(image)).isEmpty();
        assertThat(new LockTable(proc).of(proc.resolve("missing"))).isEmpty();
    }

    @Test
    void aLockThatWasTakenIsFoundByTheNumbersOfItsFile() throws IOException {
        try (FileChannel channel = FileChannel.open(image, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.lock(7, 2, false)) {
            assertThat(lock.isValid()).isTrue();

            assertThat(new LockTable().of(image)).singleElement().satisfies(held -> {
                assertThat(held.kind()).isEqualTo(HeldLock.Kind.POSIX);
                assertThat(held.exclusive()).isTrue();
                assertThat(held.process()).hasValue(ProcessHandle.current().pid());
                assertThat(held.name()).isNotEmpty();
                assertThat(List.of(held.from(), held.to())).containsExactly(7L, 8L);
            });
        }
    }
}
