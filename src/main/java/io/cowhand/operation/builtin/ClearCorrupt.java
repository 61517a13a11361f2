package io.cowhand.operation.builtin;

import io.cowhand.qcow2.KnownFeature;

/** Clears the corrupt bit. */
public final class ClearCorrupt extends ClearMark {

    /** Creates the handler; called by the service loader. */
    public ClearCorrupt() {
        super(KnownFeature.CORRUPT);
    }

    @Override
    public String summary() {
        return "Clear the corrupt bit of an image that qemu-img check found sound";
    }
}
