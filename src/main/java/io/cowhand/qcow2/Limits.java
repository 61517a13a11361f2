package io.cowhand.qcow2;

/** The limits of QEMU 7.2, with their names there. */
public final class Limits {

    /** The maximum length of a path in bytes, with its terminator (Linux, PATH_MAX). */
    public static final int PATH_MAX = 4096;
    /** The length of a sector in bytes (BDRV_SECTOR_SIZE). */
    public static final int SECTOR = 512;
    /** The smallest {@code cluster_bits} (MIN_CLUSTER_BITS). */
    public static final int MIN_CLUSTER_BITS = 9;
    /** The largest {@code cluster_bits} (MAX_CLUSTER_BITS). */
    public static final int MAX_CLUSTER_BITS = 21;
    /** The size of the largest cluster in bytes. */
    public static final int MAX_CLUSTER_SIZE = 1 << MAX_CLUSTER_BITS;
    /** The size in bytes of the largest cluster for which QEMU writes no feature name table (qcow2_update_header). */
    public static final int MAX_CLUSTER_SIZE_WITHOUT_FEATURE_NAMES = 4096;
    /** The maximum length of a backing file name in bytes (qcow2_do_open). */
    public static final int MAX_BACKING_NAME = 1023;
    /** The maximum length of a backing format in bytes: QEMU keeps it in 16, with a terminator. */
    public static final int MAX_BACKING_FORMAT = 15;
    /** The maximum number of snapshots (QCOW_MAX_SNAPSHOTS). */
    public static final long MAX_SNAPSHOTS = 65536;
    /** The maximum length of a snapshot's extra data in bytes (QCOW_MAX_SNAPSHOT_EXTRA_DATA). */
    public static final long MAX_SNAPSHOT_EXTRA_DATA = 1024;
    /** The maximum length of the snapshot table in bytes (QCOW_MAX_SNAPSHOTS_SIZE). */
    public static final long MAX_SNAPSHOT_TABLE = MAX_SNAPSHOTS * MAX_SNAPSHOT_EXTRA_DATA;
    /** The maximum number of bitmaps (QCOW2_MAX_BITMAPS). */
    public static final long MAX_BITMAPS = 65535;
    /** The maximum length of the bitmap directory in bytes (QCOW2_MAX_BITMAP_DIRECTORY_SIZE). */
    public static final long MAX_BITMAP_DIRECTORY = MAX_BITMAPS * 1024;
    /** The maximum length of a bitmap's name in bytes (BME_MAX_NAME_SIZE). */
    public static final int MAX_BITMAP_NAME = 1023;
    /** BDRV_MAX_LENGTH: 2^63-1 rounded down to 1 GiB; everything that QEMU reads must end before it. */
    public static final long MAX_OFFSET = Long.MAX_VALUE & -(1L << 30);

    /** The same for the disk, whose size QEMU first rounds down to sectors. */
    public static final long MAX_DISK_SIZE = MAX_OFFSET | SECTOR - 1;
    /** The maximum length of the refcount table in bytes (QCOW_MAX_REFTABLE_SIZE). */
    public static final long MAX_REFCOUNT_TABLE = 8L << 20;
    /** The maximum length of the active L1 table in bytes (QCOW_MAX_L1_SIZE). */
    public static final long MAX_L1_TABLE = 32L << 20;
    /** The length in bytes of the fixed part of a snapshot table entry. */
    public static final int SNAPSHOT_HEADER = 40;
    /** The length of an L1 table entry in bytes. */
    public static final long L1_ENTRY = 8;
    /** The length in bytes of the part of a LUKS header (version 1) that QEMU reads first. */
    public static final long LUKS_HEADER = 592;
    /** 32 subclusters of at least 512 bytes. */
    public static final int MIN_CLUSTER_SIZE_WITH_SUBCLUSTERS = 32 * 512;
    /** QCOW_CRYPT_AES and QCOW_CRYPT_LUKS. */
    public static final long CRYPT_AES = 1;

    public static final long CRYPT_LUKS = 2;

    private Limits() {}

    /** Returns the number of entries that the active L1 table needs; wraps for huge sizes as QEMU's size_to_l1 does. */
    public static long neededL1Entries(HeaderImage header, int clusterSize) {
        if (clusterSize == 0) {
            return 0;
        }
        int clusterBits = Integer.numberOfTrailingZeros(clusterSize);
        int entryBits = header.has(KnownFeature.EXTENDED_L2) ? 4 : 3;
        int shift = clusterBits + clusterBits - entryBits;
        return header.get(HeaderField.SIZE) + (1L << shift) - 1 >>> shift;
    }
}
