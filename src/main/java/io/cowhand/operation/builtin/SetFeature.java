package io.cowhand.operation.builtin;

import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.OperationHandler;

/** Sets one feature bit. */
public final class SetFeature implements OperationHandler {

    @Override
    public String name() {
        return "set-feature";
    }

    @Override
    public String summary() {
        return "Set one feature bit, by name or by its place";
    }

    @Override
    public String schema() {
        return FeatureChange.schema();
    }

    @Override
    public String example() {
        return """
                op: set-feature
                feature: lazy-refcounts
                """;
    }

    @Override
    public Binding bind(Arguments arguments) {
        return FeatureChange.bind(arguments, true);
    }
}
