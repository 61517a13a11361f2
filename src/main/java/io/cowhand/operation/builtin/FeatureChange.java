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
        return "Version 2 images, unless the bit already has the value. Without unsafe: true, bits that describe the layout of"
                + " clusters, tables or the data file, and the "
                + (set ? "bit that marks an image as corrupt." : "bits that mark an image as dirty or corrupt.");
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
                      "description": "The group of feature bits.",
                      "type": "string",
                      "enum": %s
                    },
                    "bit": {
                      "description": "The number of the bit in the group.",
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
            return Binding.invalid(arguments.has("group") ? "group" : "bit", "give either feature, or group and bit");
        }
        FeatureBit bit = isNamed
                ? arguments.choice("feature", KnownFeature.class).asBit()
                : new FeatureBit(
                        arguments.choice("group", FeatureGroup.class),
                        arguments.number("bit").intValueExact());
        return Binding.of(facts -> FeatureEdit.edit(facts.header(), bit, set, arguments.unsafe()));
    }
}
