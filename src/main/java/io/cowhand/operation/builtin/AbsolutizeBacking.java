package io.cowhand.operation.builtin;

import io.cowhand.bytes.Bytes;
import io.cowhand.qcow2.PathComponents;

/** Makes the backing file name absolute. */
public final class AbsolutizeBacking extends BackingPath {

    @Override
    public String name() {
        return "absolutize-backing";
    }

    @Override
    public String summary() {
        return "Make a relative backing file name absolute; symbolic links are not followed";
    }

    @Override
    boolean isDone(PathComponents name) {
        return name.absolute();
    }

    @Override
    Bytes path(PathComponents directory, PathComponents name) {
        return directory.resolve(name);
    }
}
