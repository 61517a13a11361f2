package io.cowhand.os;

import java.io.IOException;
import java.nio.file.Path;

/** The system's calls by which images are written, and looked at before that; tests have others that fail. */
public interface SystemCalls {

    /** What becomes of a symbolic link that is the last component of a path. */
    enum TrailingLink {
        /** It is followed. */
        FOLLOWED,
        /** It is refused: there was none. */
        REFUSED
    }

    /** What a file is opened for. */
    enum Access {
        READ,
        READ_AND_WRITE
    }

    /**
     * Opens a regular file without waiting for anything. Nothing but a regular file is ever
     * opened: a FIFO would wait, and a device may do anything.
     *
     * @throws FileStatus.NotRegularException if the path leads to something else, which includes a link that is refused
     * @throws IOException if nothing is there, or it cannot be opened
     */
    OpenFile open(Path path, TrailingLink link, Access access) throws IOException;
}
