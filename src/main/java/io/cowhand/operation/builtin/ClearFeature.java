package io.cowhand.operation.builtin;

import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.OperationHandler;

/** Clears one feature bit. */
public final class ClearFeature implements OperationHandler {

    @Override
    public String name() {
        return "clear-feature";
    }

    @Override
    public String summary() {
        return "Clear one feature bit, by name or by its place";
    }

    @Override
    public String schema() {
        return FeatureChange.schema();
    }

    @Override
    public String example() {
        return """
                op: clear-feature
                feature: lazy-refcounts
                """;
    }

    @Override
    public Binding bind(Arguments arguments) {
        return FeatureChange.bind(arguments, false);
    }
}
