package io.cowhand.os;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** A handle of a file, folder or link, which stays the same until {@link #close} even if its path leads elsewhere. */
public interface FileHandle extends Closeable {

    /** Returns the status at the time of opening. */
    FileStatus status();

    /** Returns a path that leads to the file while the handle is open. */
    Path path();

    /** Returns the target of the link that this is. */
    Path target() throws IOException;

    @Override
    void close();
}
