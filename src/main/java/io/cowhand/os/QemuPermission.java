package io.cowhand.os;

/**
 * The bytes of an image that QEMU's locks are on (block/file-posix.c): who uses a permission read-locks one byte, who
 * does not share it another.
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

    /** How many permissions there are; their bytes stand in a row. */
    public static final int COUNT = values().length;

    /** The byte that is locked by who uses the permission. */
    public long lockByte() {
        return FIRST_LOCK_BYTE + (long) ordinal();
    }

    /** The byte that is locked by who does not share the permission. */
    public long unsharedLockByte() {
        return FIRST_UNSHARED_LOCK_BYTE + (long) ordinal();
    }
}
