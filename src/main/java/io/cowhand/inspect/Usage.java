package io.cowhand.inspect;

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

    /** Byte 100 + n is locked by who uses permission n, and byte 200 + n by who does not share it. */
    private static final int USED = 100;

    private static final int NOT_SHARED = 200;
    private static final int PERMISSIONS = 5;
    private static final int WRITE = 1;
    private static final int RESIZE = 3;

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
        return isQemus(lock) && (lock.exclusive() || lock.covers(USED + WRITE) || lock.covers(USED + RESIZE));
    }

    private static boolean isQemus(HeldLock lock) {
        boolean ofPermission = false;
        for (int permission = 0; permission < PERMISSIONS; permission++) {
            ofPermission |= lock.covers(USED + permission) || lock.covers(NOT_SHARED + permission);
        }
        return ofPermission && lock.kind() != HeldLock.Kind.FLOCK;
    }
}
