package io.cowhand.os;

import io.cowhand.os.SystemCalls.TrailingLink;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A file, folder or link that stays the same one until {@link #close}, whatever becomes of the path by which it was found.
 *
 * <p>It is neither read nor written: opening it so does nothing to a device or a FIFO.
 */
public final class PathHandle implements Closeable {

    private final int descriptor;
    private final FileStatus status;

    private PathHandle(int descriptor, FileStatus status) {
        this.descriptor = descriptor;
        this.status = status;
    }

    /**
     * Opens what is by a path itself, be it a link.
     *
     * @throws IOException when it is not there or cannot be looked at
     */
    public static PathHandle open(Path path) throws IOException {
        int descriptor = LinuxCalls.openPath(path, TrailingLink.REFUSED);
        try {
            PathHandle place =
                    new PathHandle(descriptor, LinuxCalls.status(descriptor).file());
            descriptor = -1;
            return place;
        } finally {
            if (descriptor >= 0) {
                LibC.close(descriptor);
            }
        }
    }

    /** Returns what the system said of it when it had been opened. */
    public FileStatus status() {
        return status;
    }

    /** Returns the path that leads to it while it is open. */
    public Path path() {
        return LinuxCalls.path(descriptor);
    }

    /** Returns where it leads, being a link. */
    public Path target() throws IOException {
        return LinuxCalls.target(descriptor);
    }

    @Override
    public void close() {
        LibC.close(descriptor);
    }
}
