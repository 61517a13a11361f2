package io.cowhand.operation.builtin;

import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.OperationHandler;
import io.cowhand.qcow2.KnownFeature;

/** Clears the dirty bit. */
public final class ClearDirty implements OperationHandler {

    @Override
    public String name() {
        return "clear-dirty";
    }

    @Override
    public String summary() {
        return "Clear the dirty bit of an image that a refcount check found clean";
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
                op: clear-dirty
                unsafe: true
                """;
    }

    @Override
    public Binding bind(Arguments arguments) {
        return Binding.of(
                facts -> FeatureEdit.edit(facts.header(), KnownFeature.DIRTY.asBit(), false, arguments.unsafe()));
    }
}
