package io.cowhand.image;

import io.cowhand.inventory.TextDigest;
import io.cowhand.os.FileId;
import io.cowhand.os.FileTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A set of files, identified by device and inode, with links followed; by name if there is no file. Each has a mention.
 */
final class FileIdentitySet {

    private final Map<Long, InodeTable> byDevice = new HashMap<>();
    /** Files that are not there, by the digests of their names: the names of a million take 200 megabytes. */
    private final InodeTable byName = new InodeTable();
    /** Files whose names are not UTF-8, so that different names may have the same text. */
    private final Map<Path, Mention> byOddName = new HashMap<>();

    /** Adds a file; returns false if the set contains it, under this or another name. */
    boolean add(Path path, FileTree files) {
        FileIdentity listed;
        try {
            listed = LinkFollower.file(files.status(path), false);
        } catch (IOException notReachable) {
            // Reading it later reports why; the set only makes sure that it is reported once.
            listed = new FileIdentity.Missing();
        }
        return add(path, listed, Mention.PLAIN).isEmpty();
    }

    /**
     * Adds a file that was looked up; returns the mention with which it was added before, under this or another name.
     * A link that is not followed counts as itself, not as its target.
     */
    Optional<Mention> add(Path path, FileIdentity listed, Mention mention) {
        if (listed instanceof FileIdentity.Resolved file) {
            return add(file.id(), mention);
        }
        if (listed instanceof FileIdentity.UntrustedLink refused
                && refused.link().equals(path)) {
            return add(refused.id(), mention);
        }
        Path absolute = path.toAbsolutePath().normalize();
        String text = absolute.toString();
        return text.indexOf('\ufffd') >= 0
                ? Optional.ofNullable(byOddName.putIfAbsent(absolute, mention))
                : byName.add(TextDigest.of(TextDigest.START, text), mention);
    }

    private Optional<Mention> add(FileId file, Mention mention) {
        return byDevice.computeIfAbsent(file.device(), key -> new InodeTable()).add(file.inode(), mention);
    }
}
