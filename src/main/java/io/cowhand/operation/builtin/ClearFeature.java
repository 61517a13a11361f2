package io.cowhand.operation.builtin;

/** Clears one feature bit. */
public final class ClearFeature extends FeatureChange {

    /** Found by its name in the services. */
    public ClearFeature() {
        super(false);
    }

    @Override
    public String name() {
        return "clear-feature";
    }

    @Override
    public String summary() {
        return "Clear one feature bit, by name or by its place";
    }
}
