package io.cowhand.os;

import io.cowhand.os.SystemCalls.TrailingLink;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A handle of a file, folder or link, which stays the same until {@link #close} even if its path leads elsewhere
 * (open(2), O_PATH).
 *
 * <p>Opening a handle neither reads nor writes, so it has no effect on a device or a FIFO.
 */
public final class PathHandle implements FileHandle {

    private final int descriptor;
    private final FileStatus status;

    private PathHandle(int descriptor, FileStatus status) {
        this.descriptor = descriptor;
        this.status = status;
    }

    /**
     * Opens a file without following a link at the end of the path.
     *
     * @throws IOException if there is no such file, or its status cannot be read
     */
    public static PathHandle open(Path path) throws IOException {
        return open(path, TrailingLink.REFUSED);
    }

    /**
     * Opens a file; a link at the end of the path that is refused is opened itself.
     *
     * @throws IOException if there is no such file, or its status cannot be read
     */
    public static PathHandle open(Path path, TrailingLink link) throws IOException {
        int descriptor = LinuxCalls.openPath(path, link);
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

    @Override
    public FileStatus status() {
        return status;
    }

    @Override
    public Path path() {
        return LinuxCalls.path(descriptor);
    }

    @Override
    public Path target() throws IOException {
        return LinuxCalls.target(descriptor);
    }

    @Override
    public void close() {
        LibC.close(descriptor);
    }
}
