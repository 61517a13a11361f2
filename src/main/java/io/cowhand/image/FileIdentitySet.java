package io.cowhand.image;

import io.cowhand.os.FileStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The files met so far: by device and inode, following links; by name where there is no file to ask. */
final class FileIdentitySet {

    private final Map<Long, InodeSet> byDevice = new HashMap<>();
    private final Set<Path> byName = new HashSet<>();

    /** Takes a file down; false where it has been met under this or another name. */
    boolean add(Path path) {
        FileIdentity listed;
        try {
            listed = LinkFollower.file(FileStatus.of(path), false);
        } catch (IOException notReachable) {
            // Opening it later says why; here it only matters that it is said once.
            listed = new FileIdentity.Missing();
        }
        return add(path, listed);
    }

    /** The same for a path that has been looked at. A link that is refused is met itself, and not what it leads to. */
    boolean add(Path path, FileIdentity listed) {
        if (listed instanceof FileIdentity.Resolved file) {
            return add(file.device(), file.inode());
        }
        if (listed instanceof FileIdentity.UntrustedLink refused
                && refused.link().equals(path)) {
            return add(refused.device(), refused.inode());
        }
        return byName.add(path.toAbsolutePath().normalize());
    }

    private boolean add(long device, long inode) {
        return byDevice.computeIfAbsent(device, key -> new InodeSet()).add(inode);
    }
}
