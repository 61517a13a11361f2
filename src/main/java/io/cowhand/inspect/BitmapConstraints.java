package io.cowhand.inspect;

import io.cowhand.qcow2.BitmapDirectory;
import io.cowhand.qcow2.BitmapDirectory.Flag;
import io.cowhand.qcow2.Limits;
import java.util.Optional;

/** QEMU's constraints on one entry of a bitmap directory (check_dir_entry in block/qcow2-bitmap.c). */
final class BitmapConstraints {

    /** BME_MIN_GRANULARITY_BITS and BME_MAX_GRANULARITY_BITS. */
    private static final int MIN_GRANULARITY_BITS = 9;

    private static final int MAX_GRANULARITY_BITS = 31;
    /** BME_MAX_TABLE_SIZE, in entries. */
    private static final long MAX_TABLE_SIZE = 0x8000000;
    /** BME_MAX_PHYS_SIZE, in bytes of all clusters of a bitmap. */
    private static final long MAX_BITMAP_BYTES = 0x20000000;
    /** All flags but in-use and auto; QEMU does not know extra_data_compatible either. */
    private static final long RESERVED_FLAGS = 0xfffffffcL;
    /** The only type there is: a dirty tracking bitmap. */
    private static final int DIRTY_TRACKING = 1;

    private BitmapConstraints() {}

    /**
     * Returns the first constraint that an entry breaks.
     *
     * @param diskSize bytes of the virtual disk, in whole sectors
     */
    static Optional<String> broken(BitmapDirectory.Entry bitmap, int clusterSize, long diskSize) {
        BitmapDirectory.Fixed fixed = bitmap.fixed();
        if (fixed.extraSize() != 0) {
            return Optional.of("has extra data, which QEMU does not know");
        }
        if (fixed.nameSize() > Limits.MAX_BITMAP_NAME) {
            return Optional.of("has a name of " + fixed.nameSize() + " bytes; limit is " + Limits.MAX_BITMAP_NAME);
        }
        if (fixed.type() != DIRTY_TRACKING) {
            return Optional.of("is of type " + fixed.type() + "; only type 1 (dirty tracking) is defined");
        }
        if ((fixed.flags() & RESERVED_FLAGS) != 0) {
            return Optional.of("has flags that QEMU does not know: " + bitmap.flagLabels());
        }
        if (fixed.granularityBits() < MIN_GRANULARITY_BITS || fixed.granularityBits() > MAX_GRANULARITY_BITS) {
            return Optional.of("has granularity_bits " + fixed.granularityBits() + "; must be 9 to 31");
        }
        if (fixed.tableOffset() == 0 || Long.remainderUnsigned(fixed.tableOffset(), clusterSize) != 0) {
            return Optional.of("has a table at offset " + Long.toUnsignedString(fixed.tableOffset())
                    + ", which must be a multiple of the cluster size and not 0");
        }
        if (fixed.tableSize() < 1
                || fixed.tableSize() > MAX_TABLE_SIZE
                || fixed.tableSize() * clusterSize > MAX_BITMAP_BYTES) {
            return Optional.of("has a table of " + fixed.tableSize() + " entries, which is out of range");
        }
        long covered = fixed.tableSize() * clusterSize * 8 << fixed.granularityBits();
        return bitmap.has(Flag.IN_USE) || diskSize <= covered
                ? Optional.empty()
                : Optional.of("has a table that does not cover the disk");
    }
}
