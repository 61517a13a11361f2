package io.cowhand.image;

import io.cowhand.os.FileId;
import io.cowhand.os.FileStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A set of files, identified by device and inode, with links followed; by name if there is no file. */
final class FileIdentitySet {

    private final Map<Long, InodeSet> byDevice = new HashMap<>();
    private final Set<Path> byName = new HashSet<>();

    /** Adds a file; returns false if the set contains it, under this or another name. */
    boolean add(Path path) {
        FileIdentity listed;
        try {
            listed = LinkFollower.file(FileStatus.of(path), false);
        } catch (IOException notReachable) {
            // Reading it later reports why; the set only makes sure that it is reported once.
            listed = new FileIdentity.Missing();
        }
        return add(path, listed);
    }

    /** Adds a file that was looked up. A link that is not followed counts as itself, not as its target. */
    boolean add(Path path, FileIdentity listed) {
        if (listed instanceof FileIdentity.Resolved file) {
            return add(file.id());
        }
        if (listed instanceof FileIdentity.UntrustedLink refused
                && refused.link().equals(path)) {
            return add(refused.id());
        }
        return byName.add(path.toAbsolutePath().normalize());
    }

    private boolean add(FileId file) {
        return byDevice.computeIfAbsent(file.device(), key -> new InodeSet()).add(file.inode());
    }
}
