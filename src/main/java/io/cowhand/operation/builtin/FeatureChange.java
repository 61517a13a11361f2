package io.cowhand.operation.builtin;

import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.Choice;
import io.cowhand.operation.OperationHandler;
import io.cowhand.qcow2.FeatureBit;
import io.cowhand.qcow2.FeatureGroup;
import io.cowhand.qcow2.KnownFeature;

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
    public String refusals() {
        return "Any bit of a version 2 image that is not so already. Without unsafe, bits that are more than a bit: those"
                + " that say how clusters, tables or the data file are laid out, and that an image is clean or sound.";
    }

    @Override
    public String schema() {
        return """
                {
                  "properties": {
                    "feature": {
                      "description": "The feature, by name.",
                      "type": "string",
                      "enum": %s
                    },
                    "group": {
                      "description": "The mask that holds the bit.",
                      "type": "string",
                      "enum": %s
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
                """.formatted(Choice.schema(KnownFeature.class), Choice.schema(FeatureGroup.class));
    }

    @Override
    public Binding bind(Arguments arguments) {
        boolean isNamed = arguments.has("feature");
        if (isNamed && (arguments.has("group") || arguments.has("bit"))) {
            return Binding.invalid(
                    arguments.has("group") ? "group" : "bit", "give either feature, or group and bit, not both");
        }
        FeatureBit bit = isNamed
                ? arguments.choice("feature", KnownFeature.class).asBit()
                : new FeatureBit(
                        arguments.choice("group", FeatureGroup.class),
                        arguments.number("bit").intValueExact());
        return Binding.of(facts -> FeatureEdit.edit(facts.header(), bit, set, arguments.unsafe()));
    }
}
