package io.cowhand.qcow2;

import io.cowhand.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The bitmap directory that a header points to, as far as it could be read.
 *
 * @param pointer the bitmaps extension
 * @param diskSize the size of the virtual disk in bytes when the directory was read, unsigned
 * @param clusterSize the cluster size in bytes
 * @param bitmaps the first entries, at most {@link #MOST_KEPT}
 * @param defects the reasons why QEMU cannot read the directory
 */
public record BitmapDirectory(
        ExtensionPayload.Bitmaps pointer,
        long diskSize,
        int clusterSize,
        List<Entry> bitmaps,
        List<TableDefect> defects) {

    /** The most entries that are kept. */
    public static final int MOST_KEPT = 1024;

    /** Copies the lists. */
    public BitmapDirectory {
        bitmaps = List.copyOf(bitmaps);
        defects = List.copyOf(defects);
    }

    /**
     * One bitmap (section "Bitmap directory").
     *
     * @param fixed the fixed part of the entry
     * @param name the name, at most 1023 bytes
     */
    public record Entry(Fixed fixed, Bytes name) {

        /** Returns the number of bytes of the disk per bit; nothing if granularityBits is too large. */
        public OptionalLong granularity() {
            return fixed.granularityBits < Long.SIZE - 1
                    ? OptionalLong.of(1L << fixed.granularityBits)
                    : OptionalLong.empty();
        }

        /** Returns whether a flag is set. */
        public boolean has(Flag flag) {
            return (fixed.flags >>> flag.bit & 1) != 0;
        }

        /** Returns the names of all flags that are set; {@code bit-N} for flags without a name. */
        public List<String> flagLabels() {
            return Flag.labels(fixed.flags);
        }
    }

    /**
     * The fixed part of a directory entry; extra data and name follow, then padding to a multiple of 8.
     *
     * @param tableOffset the offset of the bitmap table, unsigned
     * @param tableSize the number of entries of the bitmap table
     * @param flags 32 bits; see {@link Flag}
     * @param type 1 for a dirty tracking bitmap
     * @param granularityBits the granularity is {@code 1 << granularityBits} bytes
     * @param nameSize the length of the name in bytes
     * @param extraSize the length of the extra data in bytes
     */
    public record Fixed(
            long tableOffset, long tableSize, long flags, int type, int granularityBits, int nameSize, long extraSize) {

        /** Bytes of this part. */
        public static final int LENGTH = 24;

        /** Reads the first {@value #LENGTH} bytes of an entry. */
        public static Fixed read(Bytes entry) {
            return new Fixed(
                    entry.number(0, 8),
                    entry.number(8, 4),
                    entry.number(12, 4),
                    entry.u8(16),
                    entry.u8(17),
                    (int) entry.number(18, 2),
                    entry.number(20, 4));
        }

        /** Returns the length of the whole entry in bytes, including padding. */
        public long entryLength() {
            return entryLength(extraSize + nameSize);
        }

        /** Returns the length in bytes of an entry with the given lengths of extra data and name. */
        public static long entryLength(long extraAndName) {
            return (LENGTH + extraAndName + 7) / 8 * 8;
        }
    }

    /** The flags of a bitmap that have a meaning. */
    public enum Flag {
        /** The bitmap was not saved correctly; its contents are not valid. */
        IN_USE(0, "in-use"),
        /** The bitmap tracks writes as soon as the image is in use. */
        AUTO(1, "auto");

        private final int bit;
        private final String label;

        Flag(int bit, String label) {
            this.bit = bit;
            this.label = label;
        }

        /** Returns the names of the flags in a mask; {@code bit-N} for flags without a name. */
        public static List<String> labels(long flags) {
            List<String> labels = new ArrayList<>();
            for (int bit = 0; bit < Integer.SIZE; bit++) {
                if ((flags >>> bit & 1) != 0) {
                    labels.add(label(bit));
                }
            }
            return labels;
        }

        private static String label(int bit) {
            for (Flag flag : values()) {
                if (flag.bit == bit) {
                    return flag.label;
                }
            }
            return "bit-" + bit;
        }
    }

    /**
     * Returns whether a header, which may have been edited since, still points to this directory, with the same
     * interpretation.
     */
    boolean isOf(HeaderImage header) {
        return header.get(HeaderField.SIZE) == diskSize
                && header.clusterSize().equals(OptionalInt.of(clusterSize))
                && header.bitmaps().filter(pointer::equals).isPresent();
    }
}
