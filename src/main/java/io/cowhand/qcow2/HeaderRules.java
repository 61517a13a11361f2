package io.cowhand.qcow2;

import io.cowhand.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Holds a header to all rules at once; the limits that the rules name are here, with their source in QEMU. */
public final class HeaderRules {

    /** Bytes of a backing file name at most (qcow2_do_open). */
    public static final int MAX_BACKING_NAME = 1023;
    /** Bytes of a backing format at most: QEMU keeps it in 16 with a terminator. */
    public static final int MAX_BACKING_FORMAT = 15;

    /** QCOW_MAX_REFTABLE_SIZE. */
    static final long MAX_REFCOUNT_TABLE = 8L << 20;
    /** QCOW_MAX_L1_SIZE. */
    static final long MAX_L1_TABLE = 32L << 20;
    /** QCOW_MAX_SNAPSHOTS. */
    static final long MAX_SNAPSHOTS = 65536;
    /** Bytes of a snapshot table entry's fixed part. */
    static final long SNAPSHOT_HEADER = 40;
    /** Bytes of an L1 table entry. */
    static final long L1_ENTRY = 8;
    /** QCOW2_MAX_BITMAPS. */
    static final long MAX_BITMAPS = 65535;
    /** QCOW2_MAX_BITMAP_DIRECTORY_SIZE. */
    static final long MAX_BITMAP_DIRECTORY = MAX_BITMAPS * 1024;
    /** BDRV_MAX_LENGTH: 2^63-1 rounded down to 1 GiB; what QEMU reads has to end there. */
    static final long MAX_OFFSET = Long.MAX_VALUE & -(1L << 30);
    /** The same for the disk, whose size QEMU first cuts down to sectors. */
    static final long MAX_DISK_SIZE = MAX_OFFSET | 511;
    /** Bytes of the smallest bitmap directory entry: a name of one byte, filled up to a multiple of 8. */
    static final long BITMAP_DIRECTORY_ENTRY = 32;
    /** Bytes of the LUKS header (version 1) that QEMU reads first. */
    static final long LUKS_HEADER = 592;
    /** 32 subclusters of at least 512 bytes. */
    static final int MIN_CLUSTER_SIZE_WITH_SUBCLUSTERS = 32 * 512;
    /** QCOW_CRYPT_LUKS. */
    static final long CRYPT_LUKS = 2;

    private HeaderRules() {}

    /**
     * A rule that a header breaks.
     *
     * @param rule the rule
     * @param problem where, and in words
     */
    public record Violation(HeaderRule rule, Problem problem) {}

    /** All that is wrong with a header, in the rules' order. */
    public static List<Violation> check(ImageFacts facts) {
        List<Violation> found = new ArrayList<>();
        for (HeaderRule rule : HeaderRule.values()) {
            rule.check(facts, new Findings(facts, rule, found));
        }
        return List.copyOf(found);
    }

    /** The set bits of a mask, for a message: {@code 5, 63}. */
    static String bits(long mask) {
        return IntStream.range(0, 64)
                .filter(bit -> (mask >>> bit & 1) != 0)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", "));
    }

    /** Entries that the active L1 table needs; wraps for huge sizes as QEMU's size_to_l1 does. */
    static long neededL1Entries(HeaderImage header, int clusterSize) {
        if (clusterSize == 0) {
            return 0;
        }
        int clusterBits = Integer.numberOfTrailingZeros(clusterSize);
        int entryBits = header.has(KnownFeature.EXTENDED_L2) ? 4 : 3;
        int shift = clusterBits + clusterBits - entryBits;
        return header.get(HeaderField.SIZE) + (1L << shift) - 1 >>> shift;
    }

    /** What keeps QEMU from opening an image with this encryption-header extension, or {@code ""}. */
    static String encryptionHeaderDefect(ImageFacts facts, int clusterSize, HeaderExtension extension) {
        if (facts.header().get(HeaderField.CRYPT_METHOD) != CRYPT_LUKS) {
            return "must not be there unless crypt_method is 2 (LUKS)";
        }
        if (!(extension.payload() instanceof ExtensionPayload.EncryptionHeader pointer)) {
            return "must be " + ExtensionPayload.EncryptionHeader.LENGTH + " bytes long";
        }
        if (clusterSize == 0 || Long.remainderUnsigned(pointer.offset(), clusterSize) != 0) {
            return "points to an offset that is no multiple of the cluster size";
        }
        if (Long.compareUnsigned(pointer.length(), LUKS_HEADER) < 0) {
            return "says an encryption header of less than " + LUKS_HEADER + " bytes";
        }
        return Long.compareUnsigned(pointer.offset(), facts.fileSize()) >= 0 ? "points past the end of the file" : "";
    }

    /** What keeps QEMU from opening an image with this bitmaps extension, or {@code ""}. */
    static String bitmapsDefect(HeaderImage header, int clusterSize, HeaderExtension extension) {
        if (!(extension.payload() instanceof ExtensionPayload.Bitmaps bitmaps)) {
            return "must be " + ExtensionPayload.Bitmaps.LENGTH + " bytes long";
        }
        if (!header.has(KnownFeature.BITMAPS)) {
            return "";
        }
        if (bitmaps.reserved() != 0) {
            return "has a reserved field that is not 0";
        }
        if (bitmaps.count() < 1 || bitmaps.count() > MAX_BITMAPS) {
            return "says " + bitmaps.count() + " bitmaps; 1 to " + MAX_BITMAPS + " can be";
        }
        if (clusterSize == 0 || Long.remainderUnsigned(bitmaps.directoryOffset(), clusterSize) != 0) {
            return "points to an offset that is no multiple of the cluster size";
        }
        return Long.compareUnsigned(bitmaps.directorySize(), MAX_BITMAP_DIRECTORY) > 0
                ? "says a directory of more than " + MAX_BITMAP_DIRECTORY + " bytes"
                : "";
    }

    /** Why there cannot be a bitmap directory where a well-formed bitmaps extension says so, or {@code ""}. */
    static String bitmapDirectoryDefect(ImageFacts facts, HeaderExtension extension) {
        if (!(extension.payload() instanceof ExtensionPayload.Bitmaps bitmaps)
                || !facts.header().has(KnownFeature.BITMAPS)) {
            return "";
        }
        if (Long.compareUnsigned(bitmaps.directorySize(), bitmaps.count() * BITMAP_DIRECTORY_ENTRY) < 0
                || bitmaps.directorySize() % 8 != 0) {
            return "says a directory of " + Long.toUnsignedString(bitmaps.directorySize()) + " bytes, which "
                    + bitmaps.count() + " bitmaps cannot have";
        }
        return Long.compareUnsigned(bitmaps.directoryOffset(), facts.fileSize()) >= 0
                ? "points past the end of the file"
                : "";
    }
}
