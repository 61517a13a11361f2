package io.cowhand.operation.builtin;

import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.operation.OperationHandler;
import io.cowhand.qcow2.FeatureBit;
import io.cowhand.qcow2.FeatureGroup;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.KnownFeature;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Sets or clears one feature bit. */
abstract class FeatureChange implements OperationHandler {

    private final boolean set;

    FeatureChange(boolean set) {
        this.set = set;
    }

    @Override
    public String example() {
        return """
                op: %s
                feature: lazy-refcounts
                """.formatted(name());
    }

    @Override
    public String schema() {
        String groups = Arrays.stream(FeatureGroup.values())
                .map(group -> '"' + group.label() + '"')
                .collect(Collectors.joining(", "));
        String features = Arrays.stream(KnownFeature.values())
                .map(feature -> '"' + feature.label() + '"')
                .collect(Collectors.joining(", "));
        return """
                {
                  "properties": {
                    "feature": {
                      "description": "The feature, by name.",
                      "type": "string",
                      "enum": [%s]
                    },
                    "group": {
                      "description": "The mask that holds the bit.",
                      "type": "string",
                      "enum": [%s]
                    },
                    "bit": {
                      "description": "The bit's place in the mask.",
                      "type": "integer",
                      "minimum": 0,
                      "maximum": 63
                    }
                  },
                  "oneOf": [{"required": ["feature"]}, {"required": ["group", "bit"]}]
                }
                """.formatted(features, groups);
    }

    @Override
    public Binding bind(Arguments arguments) {
        Optional<String> feature = arguments.optionalText("feature");
        if (feature.isPresent() && (arguments.has("group") || arguments.has("bit"))) {
            return Binding.invalid(
                    arguments.has("group") ? "group" : "bit", "give either feature, or group and bit, not both");
        }
        FeatureBit bit = feature.flatMap(KnownFeature::find)
                .map(KnownFeature::asBit)
                .orElseGet(() -> new FeatureBit(
                        FeatureGroup.valueOf(arguments.text("group").toUpperCase(Locale.ROOT)),
                        arguments.optionalNumber("bit").orElseThrow().intValueExact()));
        return Binding.of(facts -> edit(facts.header(), bit, set, arguments.unsafe()));
    }

    private static HeaderEdit.Outcome edit(HeaderImage header, FeatureBit bit, boolean set, boolean unsafe) {
        if (header.has(bit) == set) {
            return HeaderEdit.anytime(header);
        }
        String value = set ? "clear" : "set";
        if (!header.has(bit.group().field())) {
            return HeaderEdit.refused(
                    "no-such-field",
                    bit.qualifiedLabel(),
                    value,
                    "an image of version 2 has no feature bits; use the operation upgrade, or qemu-img amend -o compat=1.1");
        }
        Optional<String> needs = KnownFeature.find(bit).flatMap(known -> known.changeNeeds(set));
        if (needs.isPresent() && !unsafe) {
            return HeaderEdit.refused(
                    "more-than-a-header-change",
                    bit.qualifiedLabel(),
                    value,
                    "the bit " + bit.qualifiedLabel() + " must not just be " + (set ? "set. " : "cleared. ")
                            + needs.get());
        }
        if (!set && !unsafe && bit.equals(KnownFeature.LAZY_REFCOUNTS.asBit()) && header.has(KnownFeature.DIRTY)) {
            return HeaderEdit.refused(
                    "image-dirty",
                    bit.qualifiedLabel(),
                    value,
                    "the image is dirty, so its refcounts may be wrong; repair it first: qemu-img check -r all");
        }
        HeaderImage changed = header.with(bit, set);
        return bit.group() == FeatureGroup.COMPATIBLE ? HeaderEdit.anytime(changed) : HeaderEdit.untouched(changed);
    }
}
