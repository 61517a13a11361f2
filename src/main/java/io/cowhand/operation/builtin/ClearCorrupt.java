package io.cowhand.operation.builtin;

import io.cowhand.qcow2.KnownFeature;

/** Clears the corrupt bit. */
public final class ClearCorrupt extends ClearMark {

    /** Found by its name in the services. */
    public ClearCorrupt() {
        super(KnownFeature.CORRUPT);
    }

    @Override
    public String summary() {
        return "Clear the corrupt bit of an image that a check found sound";
    }
}
