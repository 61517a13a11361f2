package io.cowhand.operation.builtin;

/** Sets one feature bit. */
public final class SetFeature extends FeatureChange {

    /** Creates the handler; called by the service loader. */
    public SetFeature() {
        super(true);
    }

    @Override
    public String name() {
        return "set-feature";
    }

    @Override
    public String summary() {
        return "Set one feature bit, by name or by number";
    }
}
