package io.cowhand.inspect;

import io.cowhand.bytes.Bytes;
import io.cowhand.qcow2.BitmapDirectory;
import io.cowhand.qcow2.BitmapDirectory.Flag;
import io.cowhand.qcow2.Limits;
import java.io.IOException;
import java.util.Optional;

/**
 * Looks through the bitmap tables (section "Bitmap table") of an image, as QEMU does for each bitmap that it loads; all
 * tables together up to {@value #MOST_BYTES} bytes.
 */
final class BitmapTableCheck {

    private static final long MOST_BYTES = 64L << 20;
    private static final int ENTRY = 8;
    /** Entries that are read at a time. */
    private static final int BATCH = 8192;

    private static final long RESERVED = 0xff000000000001feL;
    private static final long OFFSET = 0x00fffffffffffe00L;
    private static final long ALL_ONES = 1;
    /** 1 << HBITMAP_LOG_MAX_SIZE: with more bits than that, QEMU aborts. */
    private static final long MOST_BITS = 1L << 41;

    private final ImageFile file;
    private final int clusterSize;
    private final long diskSize;
    private long bytesRead;

    /** A check for a disk of so many bytes, in whole sectors. */
    BitmapTableCheck(ImageFile file, int clusterSize, long diskSize) {
        this.file = file;
        this.clusterSize = clusterSize;
        this.diskSize = diskSize;
    }

    long diskSize() {
        return diskSize;
    }

    /** Whether there are more tables than are read. */
    boolean isExhausted() {
        return bytesRead > MOST_BYTES;
    }

    /** What is wrong with the table of a bitmap, if anything; one that is in use is not loaded. */
    Optional<String> defect(BitmapDirectory.Entry bitmap) throws IOException {
        long bits = bits(bitmap.granularityBits());
        if (bits > MOST_BITS) {
            return Optional.of("has more bits than QEMU can hold");
        }
        if (bitmap.has(Flag.IN_USE)) {
            return Optional.empty();
        }
        if (bitmap.tableSize() != clusters(bits)) {
            return Optional.of("has a table of " + bitmap.tableSize() + " entries; the disk needs " + clusters(bits));
        }
        if (bitmap.tableOffset() < 0 || bitmap.tableOffset() > Limits.MAX_OFFSET - bitmap.tableSize() * ENTRY) {
            return Optional.of("has a table where QEMU cannot read");
        }
        return entries(bitmap.tableOffset(), bitmap.tableSize());
    }

    private long bits(int granularityBits) {
        return (diskSize >>> granularityBits) + ((diskSize & (1L << granularityBits) - 1) == 0 ? 0 : 1);
    }

    private long clusters(long bits) {
        long bytes = (bits + 63) / 64 * 8;
        return (bytes + clusterSize - 1) / clusterSize;
    }

    private Optional<String> entries(long offset, long count) throws IOException {
        for (long at = 0; at < count && offset + at * ENTRY < file.size() && !isExhausted(); at += BATCH) {
            int batch = (int) Math.min(BATCH, count - at);
            Bytes entries = file.read(offset + at * ENTRY, batch * ENTRY);
            bytesRead += entries.length();
            for (int i = 0; i < batch; i++) {
                long entry = entries.number(i * ENTRY, ENTRY);
                if (isBroken(entry)) {
                    return Optional.of("has a table whose entry " + (at + i) + " is 0x" + Long.toHexString(entry)
                            + ", which cannot be");
                }
            }
        }
        return Optional.empty();
    }

    private boolean isBroken(long entry) {
        long data = entry & OFFSET;
        return (entry & RESERVED) != 0 || data != 0 && ((entry & ALL_ONES) != 0 || data % clusterSize != 0);
    }
}
