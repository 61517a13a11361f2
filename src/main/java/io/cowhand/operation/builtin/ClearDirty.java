package io.cowhand.operation.builtin;

import io.cowhand.qcow2.KnownFeature;

/** Clears the dirty bit. */
public final class ClearDirty extends ClearMark {

    /** Creates the handler; called by the service loader. */
    public ClearDirty() {
        super(KnownFeature.DIRTY);
    }

    @Override
    public String summary() {
        return "Clear the dirty bit of an image that qemu-img check found clean";
    }
}
