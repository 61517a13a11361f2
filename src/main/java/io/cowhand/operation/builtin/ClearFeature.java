package io.cowhand.operation.builtin;

/** Clears one feature bit. */
public final class ClearFeature extends FeatureChange {

    /** Creates the handler; called by the service loader. */
    public ClearFeature() {
        super(false);
    }

    @Override
    public String name() {
        return "clear-feature";
    }

    @Override
    public String summary() {
        return "Clear one feature bit, by name or by number";
    }
}
