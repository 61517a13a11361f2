package io.cowhand.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The files met so far: by device and inode, following links; by name where there is no file to ask. */
final class SeenFiles {

    private final Map<Long, InodeSet> byDevice = new HashMap<>();
    private final Set<Path> missing = new HashSet<>();

    /** Takes a file down; false where it has been met under this or another name. */
    boolean add(Path path) {
        try {
            Map<String, Object> file = Files.readAttributes(path, "unix:dev,ino");
            Long device = (Long) Objects.requireNonNull(file.get("dev"));
            Long inode = (Long) Objects.requireNonNull(file.get("ino"));
            return byDevice.computeIfAbsent(device, key -> new InodeSet()).add(inode);
        } catch (IOException notReachable) {
            // Opening it later says why; here it only matters that it is said once.
            return missing.add(path.toAbsolutePath().normalize());
        }
    }
}
