package io.cowhand.qcow2;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One feature bit, known or not.
 *
 * @param group the group of the bit
 * @param bit the number of the bit in the mask, 0 to 63
 */
public record FeatureBit(FeatureGroup group, int bit) {

    /** Returns the bits that are set in the mask of a group, in ascending order. */
    public static List<FeatureBit> of(FeatureGroup group, long mask) {
        return IntStream.range(0, Long.SIZE)
                .filter(bit -> (mask >>> bit & 1) != 0)
                .mapToObj(bit -> new FeatureBit(group, bit))
                .toList();
    }

    /** Returns the bit with a {@linkplain #qualifiedLabel group and name}. */
    public static Optional<FeatureBit> find(String qualifiedLabel) {
        return Stream.of(FeatureGroup.values())
                .flatMap(group -> of(group, -1).stream())
                .filter(bit -> bit.qualifiedLabel().equals(qualifiedLabel))
                .findFirst();
    }

    /** Returns the mask with only this bit set. */
    public long mask() {
        return 1L << bit;
    }

    /** Returns the feature's name, or {@code bit-N}. */
    public String label() {
        return KnownFeature.find(this).map(KnownFeature::label).orElse("bit-" + bit);
    }

    /** Returns group and name: {@code compatible/lazy-refcounts}. */
    public String qualifiedLabel() {
        return group.label() + "/" + label();
    }
}
