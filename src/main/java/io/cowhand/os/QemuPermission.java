package io.cowhand.os;

/**
 * QEMU's permissions on an image, each with two bytes for locks (block/file-posix.c): a program that uses a permission
 * read-locks one byte, and a program that does not share it with others read-locks the other.
 */
public enum QemuPermission {
    CONSISTENT_READ,
    WRITE,
    WRITE_UNCHANGED,
    RESIZE,
    /** Used by QEMU up to 6.1. */
    GRAPH_MOD;

    private static final int FIRST_LOCK_BYTE = 100;
    private static final int FIRST_UNSHARED_LOCK_BYTE = 200;

    /** The number of permissions; their lock bytes are consecutive. */
    public static final int COUNT = values().length;

    /** Returns the byte locked by programs that use the permission. */
    public long lockByte() {
        return FIRST_LOCK_BYTE + (long) ordinal();
    }

    /** Returns the byte locked by programs that do not share the permission. */
    public long unsharedLockByte() {
        return FIRST_UNSHARED_LOCK_BYTE + (long) ordinal();
    }
}
