package io.cowhand.operation.builtin;

import io.cowhand.qcow2.KnownFeature;

/** Clears the dirty bit. */
public final class ClearDirty extends ClearMark {

    /** Found by its name in the services. */
    public ClearDirty() {
        super(KnownFeature.DIRTY);
    }

    @Override
    public String summary() {
        return "Clear the dirty bit of an image that a refcount check found clean";
    }
}
