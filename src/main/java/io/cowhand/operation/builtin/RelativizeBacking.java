package io.cowhand.operation.builtin;

import io.cowhand.bytes.Bytes;
import io.cowhand.qcow2.PathComponents;

/** Makes the backing file name relative to the image's directory. */
public final class RelativizeBacking extends BackingPath {

    @Override
    public String name() {
        return "relativize-backing";
    }

    @Override
    public String summary() {
        return "Make an absolute backing file name relative to the image's directory; symbolic links are not followed";
    }

    @Override
    boolean isDone(PathComponents name) {
        return !name.absolute();
    }

    @Override
    Bytes path(PathComponents directory, PathComponents name) {
        return name.seenFrom(directory);
    }
}
