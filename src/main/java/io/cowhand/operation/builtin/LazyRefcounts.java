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
        return "To turn them on in a version 2 image, which cannot have them, and off in a dirty one, whose refcounts are to"
                + " be repaired first.";
    }

    @Override
    public String schema() {
        return """
                {
                  "properties": {
                    "enabled": {
                      "description": "Whether refcounts may be written late; then a crash leaves an image dirty, to be repaired when it is next opened.",
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
