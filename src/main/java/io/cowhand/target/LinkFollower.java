package io.cowhand.target;

import io.cowhand.os.FileStatus;
import io.cowhand.os.User;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Follows links as far as a policy allows.
 *
 * <p>Links are followed one by one and not by the system, as each of them counts: those that a link leads through, too,
 * be they to files or to folders. A link's owner is compared with that of the very file that is listed, by one look at
 * it. Serves several threads at a time.
 */
final class LinkFollower {

    /** As many as the system follows on one path (path_resolution(7)). */
    static final int MOST_LINKS = 40;

    /** Directories that are remembered; images that are named one by one stand in few at a time. */
    private static final int MOST_DIRECTORIES = 1024;

    /** What following a link comes to. */
    sealed interface Followed {}

    /** It leads there. */
    record To(FileStatus status) implements Followed {}

    /** It is not followed, and would, or would not, lead to a directory. */
    record NotFollowed(Listed.Refused why, boolean toDirectory) implements Followed {}

    /** Where a path without links leads. */
    private record Place(Path path, FileStatus status) {}

    /** A directory, by a path from a place without links. */
    private record Way(Path from, Path directory) {}

    /** Ends the way along links, which goes several calls deep. */
    private static final class NotTrusted extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Listed.Refused why;

        NotTrusted(Listed.Refused why) {
            super(null, null, false, false);
            this.why = why;
        }
    }

    private final LinkPolicy policy;
    private final OptionalLong self;
    private final Map<Way, Path> directories = new ConcurrentHashMap<>();

    /** A follower that remembers the directories on its ways, and so is of use for a short time. */
    LinkFollower(LinkPolicy policy) {
        this(policy, policy == LinkPolicy.OWNER ? User.effective() : OptionalLong.empty());
    }

    /** The same for some user who runs the program. */
    LinkFollower(LinkPolicy policy, OptionalLong self) {
        this.policy = policy;
        this.self = self;
    }

    /**
     * Follows a link that stands in a directory that was come to already.
     *
     * @param own the status of the link itself
     * @throws IOException when it leads nowhere
     */
    Followed follow(Path link, FileStatus own) throws IOException {
        if (policy == LinkPolicy.FOLLOW) {
            return new To(FileStatus.of(link));
        }
        try {
            return new To(new Trail().through(link, own).status);
        } catch (NotTrusted refused) {
            return new NotFollowed(refused.why, isDirectory(link));
        }
    }

    private static boolean isDirectory(Path path) {
        try {
            return FileStatus.of(path).isDirectory();
        } catch (IOException nowhere) {
            return false;
        }
    }

    /** Returns what a path leads to from a folder; every component of the path counts, the folder's do not. */
    Listed list(Path folder, Path path) {
        try {
            if (policy == LinkPolicy.FOLLOW) {
                Path joined = folder.resolve(path);
                FileStatus own = FileStatus.ofItself(joined);
                return file(own.isLink() ? FileStatus.of(joined) : own, own.isLink());
            }
            Path start = path.isAbsolute() ? path.getRoot() : folder;
            Path name = path.getFileName();
            if (name == null) {
                return file(FileStatus.ofItself(start), false);
            }
            Trail trail = new Trail();
            Path last = trail.directory(start, path).resolve(name);
            FileStatus own = FileStatus.ofItself(last);
            return own.isLink() ? file(trail.through(last, own).status, true) : file(own, false);
        } catch (NotTrusted refused) {
            return refused.why;
        } catch (IOException notReachable) {
            // Reading it says why.
            return new Listed.Nothing();
        }
    }

    /** A file that was come to. */
    static Listed.File file(FileStatus status, boolean isLink) {
        return new Listed.File(status.device(), status.inode(), isLink);
    }

    /** The way along one path. */
    private final class Trail {
        private int links;

        /** Returns where a link leads in the end, if it and all that it leads through are to be followed. */
        Place through(Path link, FileStatus own) throws IOException, NotTrusted {
            links++;
            if (links > MOST_LINKS) {
                throw new FileSystemLoopException(link.toString());
            }
            if (policy == LinkPolicy.REFUSE) {
                throw notTrusted(link, own);
            }
            Path target = Files.readSymbolicLink(link);
            Path parent = link.getParent();
            Place place = walk(parent == null ? link.getFileSystem().getPath("") : parent, target);
            if (!isTrusted(own.owner(), place.status.owner())) {
                throw notTrusted(link, own);
            }
            return place;
        }

        private Place walk(Path from, Path target) throws IOException, NotTrusted {
            Path start = target.isAbsolute() ? target.getRoot() : from;
            Path name = target.getFileName();
            if (name == null) {
                return new Place(start, FileStatus.ofItself(start));
            }
            Path last = directory(start, target).resolve(name);
            FileStatus own = FileStatus.ofItself(last);
            return own.isLink() ? through(last, own) : new Place(last, own);
        }

        /** Returns the directory that a path's last name stands in, by a path without links. */
        Path directory(Path start, Path path) throws IOException, NotTrusted {
            int names = path.getNameCount() - 1;
            int known = names;
            Path at = start;
            while (known > 0) {
                Optional<Path> there = Optional.ofNullable(directories.get(new Way(start, path.subpath(0, known))));
                if (there.isPresent()) {
                    at = there.get();
                    break;
                }
                known--;
            }
            for (int i = known; i < names; i++) {
                Path next = at.resolve(path.getName(i));
                FileStatus own = FileStatus.ofItself(next);
                at = own.isLink() ? through(next, own).path : next;
                remember(new Way(start, path.subpath(0, i + 1)), at);
            }
            return at;
        }
    }

    private void remember(Way way, Path there) {
        if (directories.size() >= MOST_DIRECTORIES) {
            directories.clear();
        }
        directories.put(way, there);
    }

    private boolean isTrusted(long owner, long ownerThere) {
        return owner == User.ROOT || owner == ownerThere || self.isPresent() && self.getAsLong() == owner;
    }

    private NotTrusted notTrusted(Path link, FileStatus own) {
        Listed.Reason reason = new Listed.Reason(User.describe(link, own.owner()), policy);
        return new NotTrusted(new Listed.Refused(link, own.device(), own.inode(), reason));
    }
}
