package io.cowhand.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.os.HeldLock;
import io.cowhand.os.HeldLock.Kind;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The bytes that QEMU's programs lock, as measured. */
class UsageTest {

    private static List<HeldLock> shared(int... bytes) {
        return IntStream.of(bytes)
                .mapToObj(at -> lock(Kind.OFDLCK, false, at, at))
                .toList();
    }

    private static HeldLock lock(Kind kind, boolean exclusive, long from, long to) {
        return new HeldLock(kind, exclusive, OptionalLong.empty(), "", from, to);
    }

    @Test
    void aVirtualMachineWrites() {
        assertThat(Usage.of(shared(100, 101, 103, 201, 203))).contains(Usage.WRITER);
    }

    @Test
    void aBackingFileIsRead() {
        assertThat(Usage.of(shared(100, 201, 203))).contains(Usage.READER);
        assertThat(Usage.of(shared(201, 203))).contains(Usage.READER);
    }

    @Test
    void whoLocksEverythingExclusivelyWrites() {
        assertThat(Usage.of(List.of(lock(Kind.OFDLCK, true, 0, Long.MAX_VALUE))))
                .contains(Usage.WRITER);
        assertThat(Usage.of(List.of(lock(Kind.POSIX, true, 100, 104)))).contains(Usage.WRITER);
    }

    @Test
    void otherLocksAreOthers() {
        assertThat(Usage.of(shared(0))).contains(Usage.OTHER);
        assertThat(Usage.of(List.of(lock(Kind.FLOCK, true, 0, Long.MAX_VALUE)))).contains(Usage.OTHER);
        assertThat(Usage.of(List.of())).isEmpty();
    }
}
