package io.cowhand.qcow2;

/**
 * One feature bit, known or not.
 *
 * @param group the mask
 * @param bit the place in the mask, 0 to 63
 */
public record FeatureBit(FeatureGroup group, int bit) {

    /** The bit in its mask. */
    public long mask() {
        return 1L << bit;
    }

    /** The feature's name, or {@code bit-N}. */
    public String label() {
        return KnownFeature.find(this).map(KnownFeature::label).orElse("bit-" + bit);
    }

    /** Group and name: {@code compatible/lazy-refcounts}. */
    public String qualifiedLabel() {
        return group.label() + "/" + label();
    }
}
