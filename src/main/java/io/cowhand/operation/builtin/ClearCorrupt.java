package io.cowhand.operation.builtin;

import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.OperationHandler;
import io.cowhand.qcow2.KnownFeature;

/** Clears the corrupt bit. */
public final class ClearCorrupt implements OperationHandler {

    @Override
    public String name() {
        return "clear-corrupt";
    }

    @Override
    public String summary() {
        return "Clear the corrupt bit of an image that a check found sound";
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
                op: clear-corrupt
                unsafe: true
                """;
    }

    @Override
    public Binding bind(Arguments arguments) {
        return Binding.of(
                facts -> FeatureEdit.edit(facts.header(), KnownFeature.CORRUPT.asBit(), false, arguments.unsafe()));
    }
}
