package io.cowhand.inspect;

import io.cowhand.os.HeldLock;
import io.cowhand.os.QemuLockByte;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the locks on an image say of who has it open (QEMU's bytes: block/file-posix.c). */
public enum Usage {
    /** A program may write to the image. */
    WRITER("open for writing"),
    /** A program reads the image, or uses it as a backing file. */
    READER("open for reading, or in use as a backing file"),
    /** There are locks that are not QEMU's. */
    OTHER("locked, but not in QEMU's way");

    private final String words;

    Usage(String words) {
        this.words = words;
    }

    /** The name in every output. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The use in a few words. */
    public String words() {
        return words;
    }

    /** What locks say together; nothing where there are none. */
    public static Optional<Usage> of(List<HeldLock> locks) {
        if (locks.stream().anyMatch(Usage::isWriters)) {
            return Optional.of(WRITER);
        }
        if (locks.stream().anyMatch(Usage::isQemus)) {
            return Optional.of(READER);
        }
        return locks.isEmpty() ? Optional.empty() : Optional.of(OTHER);
    }

    private static boolean isWriters(HeldLock lock) {
        return isQemus(lock)
                && (lock.exclusive()
                        || lock.covers(QemuLockByte.WRITE.used())
                        || lock.covers(QemuLockByte.RESIZE.used()));
    }

    private static boolean isQemus(HeldLock lock) {
        return lock.kind() != HeldLock.Kind.FLOCK
                && Arrays.stream(QemuLockByte.values())
                        .anyMatch(permission -> lock.covers(permission.used()) || lock.covers(permission.notShared()));
    }
}
