package io.cowhand.qcow2;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The table of the feature bits that the specification defines, in the order of QEMU's feature name table, with the
 * reason why a bit must not be changed alone.
 */
public enum KnownFeature {
    DIRTY(
            FeatureGroup.INCOMPATIBLE,
            0,
            "dirty bit",
            "",
            "Only a refcount check can tell that the image is clean: qemu-img check -r all, or clear-dirty after one"),
    CORRUPT(
            FeatureGroup.INCOMPATIBLE,
            1,
            "corrupt bit",
            "",
            "Only a check can tell that the image is sound: qemu-img check -r all, or clear-corrupt after one"),
    EXTERNAL_DATA_FILE(
            FeatureGroup.INCOMPATIBLE,
            2,
            "external data file",
            "Guest data would have to move to a data file: qemu-img convert -O qcow2 -o data_file=…",
            "Guest data would have to move into the image: qemu-img convert -O qcow2"),
    COMPRESSION_TYPE(
            FeatureGroup.INCOMPATIBLE,
            3,
            "compression type",
            "Compressed clusters would have to be rewritten: qemu-img convert -O qcow2 -o compression_type=zstd",
            "Compressed clusters would have to be rewritten: qemu-img convert -O qcow2 -o compression_type=zlib"),
    EXTENDED_L2(
            FeatureGroup.INCOMPATIBLE,
            4,
            "extended L2 entries",
            "All L2 tables would have to be rewritten: qemu-img convert -O qcow2 -o extended_l2=on",
            "All L2 tables would have to be rewritten: qemu-img convert -O qcow2 -o extended_l2=off"),
    LAZY_REFCOUNTS(FeatureGroup.COMPATIBLE, 0, "lazy refcounts", "", ""),
    BITMAPS(
            FeatureGroup.AUTOCLEAR,
            0,
            "bitmaps",
            "Bitmaps that may miss writes would count as valid; nothing but qemu-img bitmap --add makes a valid one",
            "QEMU would drop the bitmaps at its next write and leak their clusters; qemu-img bitmap --remove frees them"),
    RAW_EXTERNAL_DATA(
            FeatureGroup.AUTOCLEAR,
            1,
            "raw external data",
            "The data file would have to be laid out as raw: qemu-img convert -O qcow2 -o data_file=…,data_file_raw=on",
            "");

    /** The known bits of each group, by its ordinal; computed once because they are needed for each image. */
    private static final long[] MASKS = new long[FeatureGroup.values().length];

    static {
        for (KnownFeature feature : values()) {
            MASKS[feature.group.ordinal()] |= feature.asBit().mask();
        }
    }

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final FeatureGroup group;
    private final int bit;
    private final String qemuName;
    private final String settingNeeds;
    private final String clearingNeeds;

    KnownFeature(FeatureGroup group, int bit, String qemuName, String settingNeeds, String clearingNeeds) {
        this.group = group;
        this.bit = bit;
        this.qemuName = qemuName;
        this.settingNeeds = settingNeeds;
        this.clearingNeeds = clearingNeeds;
    }

    /** Returns the group of the bit. */
    public FeatureGroup group() {
        return group;
    }

    /** Returns the number of the bit in the mask, from 0. */
    public int bit() {
        return bit;
    }

    /** Returns the name in every recipe and output. */
    public String label() {
        return label;
    }

    /** Returns the name in the feature name table that QEMU writes. */
    public String qemuName() {
        return qemuName;
    }

    /** Returns the bit. */
    public FeatureBit asBit() {
        return new FeatureBit(group, bit);
    }

    /** Returns why the bit must not be changed alone, and what to use instead; nothing if it may be. */
    public Optional<String> changeNeeds(boolean set) {
        String reason = set ? settingNeeds : clearingNeeds;
        return reason.isEmpty() ? Optional.empty() : Optional.of(reason);
    }

    /** Returns the feature with a name. */
    public static Optional<KnownFeature> find(String label) {
        return Arrays.stream(values())
                .filter(feature -> feature.label().equals(label))
                .findFirst();
    }

    /** Returns the feature of a bit. */
    public static Optional<KnownFeature> find(FeatureBit bit) {
        return Arrays.stream(values())
                .filter(feature -> feature.group == bit.group() && feature.bit == bit.bit())
                .findFirst();
    }

    /** Returns all known bits of a group, as a mask. */
    public static long mask(FeatureGroup group) {
        return MASKS[group.ordinal()];
    }
}
