package io.cowhand.os;

import java.io.IOException;
import java.nio.file.Path;

/** The system calls for examining and writing images; fault tests implement it with calls that fail. */
public interface SystemCalls {

    /** How to treat a symbolic link in the last component of a path. */
    enum TrailingLink {
        /** Follow it. */
        FOLLOWED,
        /** Refuse it: there was none when the path was listed. */
        REFUSED
    }

    /** The access for which a file is opened. */
    enum Access {
        READ,
        READ_AND_WRITE
    }

    /**
     * Opens a regular file without blocking. Other files are never opened: a FIFO would block, and opening a device may
     * have any effect.
     *
     * @throws FileStatus.NotRegularException if the path leads to anything else, including a link that is refused
     * @throws IOException if there is no such file, or it cannot be opened
     */
    OpenFile open(Path path, TrailingLink link, Access access) throws IOException;
}
