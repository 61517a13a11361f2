package io.cowhand.target;

import io.cowhand.os.FileStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The files met so far: by device and inode, following links; by name where there is no file to ask. */
final class SeenFiles {

    private final Map<Long, InodeSet> byDevice = new HashMap<>();
    private final Set<Path> missing = new HashSet<>();

    /** Takes a file down; false where it has been met under this or another name. */
    boolean add(Path path) {
        Optional<FileStatus> status;
        try {
            status = Optional.of(FileStatus.of(path));
        } catch (IOException notReachable) {
            // Opening it later says why; here it only matters that it is said once.
            status = Optional.empty();
        }
        return add(path, status);
    }

    /** The same for a path that has been looked at. */
    boolean add(Path path, Optional<FileStatus> status) {
        if (status.isEmpty()) {
            return missing.add(path.toAbsolutePath().normalize());
        }
        return byDevice.computeIfAbsent(status.get().device(), key -> new InodeSet())
                .add(status.get().inode());
    }
}
