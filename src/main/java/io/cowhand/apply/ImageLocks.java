package io.cowhand.apply;

import io.cowhand.os.QemuLockByte;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * QEMU's image locks ({@link QemuLockByte}), all of them and exclusively.
 *
 * <p>Holding both ranges exclusively means that no program with locking has the image open, for whatever purpose, and
 * that none can open it meanwhile. They are POSIX locks, which do conflict with QEMU's open file description locks, and
 * they go when the channel is closed.
 */
final class ImageLocks {

    private static final long[] FIRST_BYTES = {
        QemuLockByte.CONSISTENT_READ.used(), QemuLockByte.CONSISTENT_READ.notShared()
    };

    private ImageLocks() {}

    /** What came of taking the locks. */
    enum Taking {
        /** All are taken. */
        TAKEN,
        /** Another program holds one of them. */
        HELD_ELSEWHERE,
        /** Another channel of this process holds them: another name of the file came up, and is being written just now. */
        HELD_HERE
    }

    /** To close these would let go of the locks of the channels that hold them. */
    private static final Queue<FileChannel> KEPT_OPEN = new ConcurrentLinkedQueue<>();

    /** Keeps a channel open until the process ends. */
    static void keepOpen(FileChannel channel) {
        KEPT_OPEN.add(channel);
    }

    /**
     * Takes all locks.
     *
     * @throws IOException when locks do not work here; then the image must not be written
     */
    static Taking take(FileChannel channel) throws IOException {
        try {
            for (long first : FIRST_BYTES) {
                // Never released one by one: closing the channel releases them.
                if (channel.tryLock(first, QemuLockByte.COUNT, false) == null) {
                    return Taking.HELD_ELSEWHERE;
                }
            }
            return Taking.TAKEN;
        } catch (OverlappingFileLockException sameProcess) {
            return Taking.HELD_HERE;
        }
    }
}
