package io.cowhand.operation.builtin;

import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.OperationHandler;
import io.cowhand.qcow2.KnownFeature;

/** Turns lazy refcounts on or off. */
public final class LazyRefcounts implements OperationHandler {

    @Override
    public String name() {
        return "lazy-refcounts";
    }

    @Override
    public String summary() {
        return "Turn lazy refcounts on or off, as qemu-img amend -o lazy_refcounts does";
    }

    @Override
    public String refusals() {
        return "With enabled: true, version 2 images, which cannot have them. With enabled: false, dirty images, whose refcounts"
                + " have to be repaired first.";
    }

    @Override
    public String schema() {
        return """
                {
                  "properties": {
                    "enabled": {
                      "description": "Whether QEMU may delay writing refcounts. After a crash the image is then dirty, and QEMU repairs it the next time it opens it.",
                      "type": "boolean"
                    }
                  },
                  "required": ["enabled"]
                }
                """;
    }

    @Override
    public String example() {
        return """
                op: lazy-refcounts
                enabled: true
                """;
    }

    @Override
    public Binding bind(Arguments arguments) {
        boolean enabled = arguments.flag("enabled");
        return Binding.of(facts ->
                FeatureEdit.edit(facts.header(), KnownFeature.LAZY_REFCOUNTS.asBit(), enabled, arguments.unsafe()));
    }
}
