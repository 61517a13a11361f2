package io.cowhand.inspect;

import io.cowhand.os.HeldLock;
import io.cowhand.os.QemuPermission;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The use of an image by other programs, as its locks show it (QEMU's lock bytes: block/file-posix.c). */
public enum Usage {
    /** A program may write to the image. */
    WRITER("open for writing"),
    /** A program reads the image, or uses it as a backing file. */
    READER("open for reading, or in use as a backing file"),
    /** A program holds locks that are not QEMU's. */
    OTHER("locked, but not in QEMU's way");

    private final String words;

    Usage(String words) {
        this.words = words;
    }

    /** Returns the name in outputs. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns a description. */
    public String words() {
        return words;
    }

    /** Returns the use that locks show; nothing if there are none. */
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
                        || lock.covers(QemuPermission.WRITE.lockByte())
                        || lock.covers(QemuPermission.RESIZE.lockByte()));
    }

    private static boolean isQemus(HeldLock lock) {
        return lock.kind() != HeldLock.Kind.FLOCK
                && Arrays.stream(QemuPermission.values())
                        .anyMatch(permission ->
                                lock.covers(permission.lockByte()) || lock.covers(permission.unsharedLockByte()));
    }
}
