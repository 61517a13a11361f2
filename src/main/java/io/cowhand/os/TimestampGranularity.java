package io.cowhand.os;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The least time between two writes to a file for them to get different modification times. */
final class TimestampGranularity {

    /** Longer than a tick of the slowest kernel clock (HZ=100), which a file server may have. */
    private static final long SLOWEST = TimeUnit.MILLISECONDS.toNanos(12);

    /**
     * Types of file systems that use this machine's clock (statfs(2)): ext4, xfs, btrfs, tmpfs, f2fs, bcachefs, zfs,
     * overlayfs.
     */
    private static final Set<Long> LOCAL_TYPES =
            Set.of(0xef53L, 0x58465342L, 0x9123683eL, 0x01021994L, 0xf2f52010L, 0xca451a4eL, 0x2fc12fc1L, 0x794c7630L);

    /** A millisecond more than the resolution, since a clock may tick late. */
    private static final long LOCAL_TICK = Math.min(SLOWEST, resolution() + TimeUnit.MILLISECONDS.toNanos(1));

    private TimestampGranularity() {}

    /** Returns the tick of the clock that the file system of an open file uses, in nanoseconds. */
    static long of(int descriptor) throws IOException {
        NativeBuffer buffer = NativeBuffer.ofThread();
        if (LibC.fstatfs(descriptor, buffer.address()) < 0) {
            throw LibC.error();
        }
        // Only this field of statfs(2) has the same offset on every architecture; some file systems sign-extend it.
        return LOCAL_TYPES.contains(buffer.bytes().getLong() & 0xffff_ffffL) ? LOCAL_TICK : SLOWEST;
    }

    /** Returns the resolution of the clock of file systems; that of the slowest clock if it is unknown. */
    private static long resolution() {
        NativeBuffer buffer = NativeBuffer.ofThread();
        if (LibC.clock_getres(LibC.CLOCK_REALTIME_COARSE, buffer.address()) < 0) {
            return SLOWEST;
        }
        ByteBuffer answer = buffer.bytes();
        return TimeUnit.SECONDS.toNanos(answer.getLong(0)) + answer.getLong(Long.BYTES);
    }
}
