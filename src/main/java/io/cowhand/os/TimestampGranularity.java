package io.cowhand.os;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** How far apart two writes to a file have to be to leave different times of modification. */
final class TimestampGranularity {

    /** Longer than the slowest clock of a Linux kernel takes to tick (HZ=100); a server's may be that. */
    private static final long SLOWEST = TimeUnit.MILLISECONDS.toNanos(12);

    /** File systems that take this machine's time, by statfs(2): ext4, xfs, btrfs, tmpfs, f2fs, bcachefs, zfs, overlayfs. */
    private static final Set<Long> LOCAL =
            Set.of(0xef53L, 0x58465342L, 0x9123683eL, 0x01021994L, 0xf2f52010L, 0xca451a4eL, 0x2fc12fc1L, 0x794c7630L);

    /** With a millisecond more, as a clock may tick late. */
    private static final long THIS_MACHINES = Math.min(SLOWEST, resolution() + TimeUnit.MILLISECONDS.toNanos(1));

    private TimestampGranularity() {}

    /** Returns how long the clock takes to tick, in nanoseconds. */
    static long of(int descriptor) throws IOException {
        NativeBuffer buffer = NativeBuffer.ofThread();
        if (LibC.fstatfs(descriptor, buffer.address()) < 0) {
            throw LibC.error();
        }
        // The one number of statfs(2) that is at the same place everywhere; some file systems have the sign extended.
        return LOCAL.contains(buffer.bytes().getLong() & 0xffff_ffffL) ? THIS_MACHINES : SLOWEST;
    }

    /** Asks how fine the clock of file systems is; where the kernel does not say, the slowest one is assumed. */
    private static long resolution() {
        NativeBuffer buffer = NativeBuffer.ofThread();
        if (LibC.clock_getres(LibC.CLOCK_REALTIME_COARSE, buffer.address()) < 0) {
            return SLOWEST;
        }
        ByteBuffer answer = buffer.bytes();
        return TimeUnit.SECONDS.toNanos(answer.getLong(0)) + answer.getLong(Long.BYTES);
    }
}
