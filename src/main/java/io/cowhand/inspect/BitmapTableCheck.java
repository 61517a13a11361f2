package io.cowhand.inspect;

import io.cowhand.bytes.Bytes;
import io.cowhand.qcow2.BitmapDirectory;
import io.cowhand.qcow2.BitmapDirectory.Flag;
import io.cowhand.qcow2.BitmapTableEntry;
import io.cowhand.qcow2.Limits;
import io.cowhand.qcow2.TableDefect.Kind;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Checks the bitmap tables (section "Bitmap table") of an image, as QEMU does for each bitmap that it loads; reads at
 * most {@value ReadLimits#BITMAP_TABLE_BYTES} bytes of all tables.
 */
final class BitmapTableCheck {

    /** Entries that are read by one call. */
    private static final int BATCH = 8192;

    /** {@code 1 << HBITMAP_LOG_MAX_SIZE}: with more bits than that, QEMU aborts. */
    private static final long MOST_BITS = 1L << 41;

    private final ImageFile file;
    private final int clusterSize;
    private final long diskSize;
    private final Set<TableKey> good = new HashSet<>();
    private long bytesRead;

    /** Creates a check for a disk of a size in bytes, a multiple of the sector size. */
    BitmapTableCheck(ImageFile file, int clusterSize, long diskSize) {
        this.file = file;
        this.clusterSize = clusterSize;
        this.diskSize = diskSize;
    }

    long diskSize() {
        return diskSize;
    }

    /** Returns what is wrong with the table of a bitmap. QEMU does not load bitmaps in use. */
    Optional<Finding> check(BitmapDirectory.Entry bitmap) throws IOException {
        BitmapDirectory.Fixed fixed = bitmap.fixed();
        long bits = bits(fixed.granularityBits());
        if (bits > MOST_BITS) {
            return defect("has more bits than QEMU can hold");
        }
        if (bitmap.has(Flag.IN_USE)) {
            return Optional.empty();
        }
        if (fixed.tableSize() != clusters(bits)) {
            return defect("has a table of " + fixed.tableSize() + " entries; the disk needs " + clusters(bits));
        }
        if (fixed.tableOffset() < 0
                || fixed.tableOffset() > Limits.MAX_OFFSET - fixed.tableSize() * BitmapTableEntry.LENGTH) {
            return defect("has a table at an offset that QEMU cannot read");
        }
        TableKey place = new TableKey(fixed.tableOffset(), fixed.tableSize());
        if (good.contains(place)) {
            return Optional.empty();
        }
        Optional<Finding> found = entries(fixed.tableOffset(), fixed.tableSize());
        if (found.isEmpty()) {
            good.add(place);
        }
        return found;
    }

    /** The place of a table, which several bitmaps may share. */
    private record TableKey(long offset, long entries) {}

    /** A defect of a table. */
    record Finding(Kind kind, String message) {}

    private static Optional<Finding> defect(String message) {
        return Optional.of(new Finding(Kind.BITMAP_TABLE, message));
    }

    private long bits(int granularityBits) {
        return (diskSize >>> granularityBits) + ((diskSize & (1L << granularityBits) - 1) == 0 ? 0 : 1);
    }

    private long clusters(long bits) {
        long bytes = (bits + 63) / 64 * 8;
        return (bytes + clusterSize - 1) / clusterSize;
    }

    private Optional<Finding> entries(long offset, long count) throws IOException {
        for (long at = 0; at < count && offset + at * BitmapTableEntry.LENGTH < file.size(); at += BATCH) {
            if (bytesRead >= ReadLimits.BITMAP_TABLE_BYTES) {
                return Optional.of(new Finding(
                        Kind.NOT_READ, "has a table that was not read completely: all tables together are too long"));
            }
            int batch = (int) Math.min(BATCH, count - at);
            Bytes entries = file.read(offset + at * BitmapTableEntry.LENGTH, batch * BitmapTableEntry.LENGTH);
            bytesRead += entries.length();
            if (entries.isZero()) {
                continue;
            }
            for (int i = 0; i < batch; i++) {
                BitmapTableEntry entry = BitmapTableEntry.of(entries, i);
                if (isBroken(entry)) {
                    return defect("has a table whose entry " + (at + i) + " is 0x" + Long.toHexString(entry.bits())
                            + ", which is not valid");
                }
            }
        }
        return Optional.empty();
    }

    private boolean isBroken(BitmapTableEntry entry) {
        return entry.reserved() != 0
                || entry.type() == BitmapTableEntry.Type.INVALID
                || entry.offset() % clusterSize != 0;
    }
}
