package io.cowhand.operation.builtin;

import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.OperationHandler;
import io.cowhand.qcow2.KnownFeature;

/** Clears a bit with which QEMU marks an image as dirty or corrupt; only a check shows that this is safe. */
abstract class ClearMark implements OperationHandler {

    private final KnownFeature mark;

    ClearMark(KnownFeature mark) {
        this.mark = mark;
    }

    @Override
    public String name() {
        return "clear-" + mark.label();
    }

    @Override
    public boolean alwaysUnsafe() {
        return true;
    }

    @Override
    public String schema() {
        return """
                {"properties": {}}
                """;
    }

    @Override
    public String example() {
        return """
                op: %s
                unsafe: true
                """.formatted(name());
    }

    @Override
    public Binding bind(Arguments arguments) {
        return Binding.of(facts -> FeatureEdit.edit(facts.header(), mark.asBit(), false, arguments.unsafe()));
    }
}
