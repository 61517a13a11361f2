package io.cowhand.operation.builtin;

import io.cowhand.operation.HeaderEdit;
import io.cowhand.qcow2.FeatureBit;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.KnownFeature;
import java.util.Optional;

/** The checks that all operations on feature bits share. */
final class FeatureEdit {

    private FeatureEdit() {}

    /**
     * Returns the outcome of setting or clearing a bit.
     *
     * @param unsafe whether to change bits that describe more than the header
     */
    static HeaderEdit.Outcome edit(HeaderImage header, FeatureBit bit, boolean set, boolean unsafe) {
        if (header.has(bit) == set) {
            return HeaderEdit.edited(header);
        }
        String value = set ? "clear" : "set";
        if (!header.has(bit.group().field())) {
            return ProblemCode.NO_SUCH_FIELD.refusal(
                    bit.qualifiedLabel(),
                    value,
                    "version 2 images have no feature bits; upgrade the image first: operation upgrade, or qemu-img amend -o compat=1.1");
        }
        Optional<String> needs = KnownFeature.find(bit).flatMap(known -> known.changeNeeds(set));
        if (needs.isPresent() && !unsafe) {
            return ProblemCode.MORE_THAN_A_HEADER_CHANGE.refusal(
                    bit.qualifiedLabel(),
                    value,
                    "the bit " + bit.qualifiedLabel() + " cannot safely be " + (set ? "set" : "cleared")
                            + " by a header change alone. " + needs.get());
        }
        if (!set && !unsafe && bit.equals(KnownFeature.LAZY_REFCOUNTS.asBit()) && header.has(KnownFeature.DIRTY)) {
            return ProblemCode.IMAGE_DIRTY.refusal(
                    bit.qualifiedLabel(),
                    value,
                    "the image is dirty, so its refcounts may be wrong; repair it first: qemu-img check -r all");
        }
        return HeaderEdit.edited(header.with(bit, set));
    }
}
