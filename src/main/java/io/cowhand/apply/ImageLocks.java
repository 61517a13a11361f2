package io.cowhand.apply;

import io.cowhand.target.QemuLockByte;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;

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

    /**
     * Takes all locks, or answers false where another program holds one of them.
     *
     * @throws IOException when locks do not work here; then the image must not be written
     */
    static boolean take(FileChannel channel) throws IOException {
        try {
            for (long first : FIRST_BYTES) {
                // Never released one by one: closing the channel releases them.
                if (channel.tryLock(first, QemuLockByte.COUNT, false) == null) {
                    return false;
                }
            }
            return true;
        } catch (OverlappingFileLockException sameProcess) {
            // Another name of this file came up after the images were told apart, and is being written just now.
            return false;
        }
    }
}
