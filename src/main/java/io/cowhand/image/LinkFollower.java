package io.cowhand.image;

import io.cowhand.os.FileStatus;
import io.cowhand.os.PathHandle;
import io.cowhand.os.User;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Follows links as far as a policy allows.
 *
 * <p>Links are followed one by one and not by the system, as each of them counts: those that a link leads through, too,
 * be they to files or to folders. A link's owner is compared with that of the very file that is listed, by one look at
 * it. Serves several threads at a time.
 */
final class LinkFollower {

    /** Stands for no name at all, and leads to where it starts from. */
    private static final Path NO_NAME = Path.of("");

    /** What following a link comes to. */
    sealed interface Result {}

    /**
     * It leads there.
     *
     * @param isShared whether the way leads through a shared folder, so that it may lead elsewhere the next time
     */
    record Target(FileStatus status, boolean isShared) implements Result {}

    /** It leads into this folder, which is to be closed. */
    record OpenedDirectory(DirectoryHandle folder) implements Result {}

    /** It is not followed, and would, or would not, lead to a directory. */
    record Refusal(FileIdentity.UntrustedLink why, boolean toDirectory) implements Result {}

    /**
     * What is by a name in a folder.
     *
     * @param place holds it where the folder is shared
     */
    private record Entry(DirectoryHandle in, Path name, FileStatus status, Optional<PathHandle> place) {

        Path shown() {
            return in.shown().resolve(name);
        }

        Path target() throws IOException {
            return place.isPresent() ? place.get().target() : Files.readSymbolicLink(in.path(name));
        }
    }

    /** A directory, by a path from a folder whose path is without links. */
    private record DirectoryKey(Path from, Path directory) {

        /** Written out: the first use of generated ones takes more than 10 ms, of these 0.04 ms. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof DirectoryKey way && from.equals(way.from) && directory.equals(way.directory);
        }

        @Override
        public int hashCode() {
            return 31 * from.hashCode() + directory.hashCode();
        }
    }

    /** Ends the way along links, which goes several calls deep. */
    private static final class UntrustedLinkException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient FileIdentity.UntrustedLink why;

        UntrustedLinkException(FileIdentity.UntrustedLink why) {
            super(null, null, false, false);
            this.why = why;
        }
    }

    private final LinkPolicy policy;
    private final OptionalLong self;
    private final Map<DirectoryKey, DirectoryHandle> directories = new ConcurrentHashMap<>();

    /** A follower that remembers the directories on its ways, and so is of use for a short time. */
    LinkFollower(LinkPolicy policy) {
        this(policy, policy == LinkPolicy.OWNER ? User.effective() : OptionalLong.empty());
    }

    /** The same for some user who runs the program. */
    LinkFollower(LinkPolicy policy, OptionalLong self) {
        this.policy = policy;
        this.self = self;
    }

    /** Returns whether others than root and the user can exchange what is in a directory, be it sticky or not. */
    boolean isShared(FileStatus directory) {
        // Where all links are followed, an exchange brings nobody anything.
        return policy != LinkPolicy.FOLLOW && (!isTrusted(directory.owner()) || directory.isWritableByOthers());
    }

    /**
     * Follows a link that stands in a directory that was come to already.
     *
     * @param own the status of the link itself
     * @throws IOException when it leads nowhere
     */
    Result follow(DirectoryHandle in, Path name, FileStatus own) throws IOException {
        if (policy == LinkPolicy.FOLLOW) {
            return new Target(FileStatus.of(in.path(name)), false);
        }
        try (Traversal traversal = new Traversal()) {
            Entry link = in.isShared() ? traversal.look(in, name) : new Entry(in, name, own, Optional.empty());
            FileStatus there = traversal.end(link).status;
            return new Target(there, traversal.isShared);
        } catch (UntrustedLinkException refused) {
            return new Refusal(refused.why, isDirectory(in.path(name)));
        }
    }

    /**
     * Opens a directory in another one, through links as far as they are to be followed.
     *
     * @return {@link OpenedDirectory} or {@link Refusal}
     * @throws IOException when it is not there or no directory
     */
    Result enter(DirectoryHandle in, Path name) throws IOException {
        try (Traversal traversal = new Traversal()) {
            Entry entry = traversal.end(traversal.look(in, name));
            if (!entry.status.isDirectory()) {
                throw new NotDirectoryException(entry.shown().toString());
            }
            return new OpenedDirectory(traversal.release(entry));
        } catch (UntrustedLinkException refused) {
            return new Refusal(refused.why, true);
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
    FileIdentity list(Path folder, Path path) {
        try {
            if (policy == LinkPolicy.FOLLOW) {
                Path joined = folder.resolve(path);
                FileStatus own = FileStatus.ofItself(joined);
                return file(own.isLink() ? FileStatus.of(joined) : own, own.isLink());
            }
            return list(path.isAbsolute() ? root(path) : start(folder), path);
        } catch (UntrustedLinkException refused) {
            return refused.why;
        } catch (IOException notReachable) {
            // Reading it says why.
            return new FileIdentity.Missing();
        }
    }

    private FileIdentity list(DirectoryHandle start, Path path) throws IOException, UntrustedLinkException {
        Path name = path.getFileName();
        if (name == null) {
            return file(FileStatus.ofItself(start.path()), false);
        }
        try (Traversal traversal = new Traversal()) {
            Entry last = traversal.look(traversal.directory(start, path), name);
            return file(traversal.end(last).status, last.status.isLink());
        }
    }

    /** Returns the folder that paths start from, which is looked at once. */
    private DirectoryHandle start(Path folder) throws IOException {
        DirectoryKey way = new DirectoryKey(folder, NO_NAME);
        DirectoryHandle known = directories.get(way);
        if (known != null) {
            return known;
        }
        DirectoryHandle start = DirectoryHandle.trusted(folder, isShared(FileStatus.of(folder)));
        remember(way, start);
        return start;
    }

    private static DirectoryHandle root(Path path) {
        return DirectoryHandle.trusted(path.getRoot(), false);
    }

    /** A file that was come to. */
    static FileIdentity.Resolved file(FileStatus status, boolean isLink) {
        return new FileIdentity.Resolved(status.device(), status.inode(), isLink);
    }

    /** The way along one path; keeps open what it has met in shared folders. */
    private final class Traversal implements Closeable {
        private final Set<PathHandle> open = new HashSet<>();
        private int links;
        /** Whether the way has led through a shared folder. */
        private boolean isShared;

        Entry look(DirectoryHandle in, Path name) throws IOException {
            Path path = in.path(name);
            if (!in.isShared()) {
                return new Entry(in, name, FileStatus.ofItself(path), Optional.empty());
            }
            isShared = true;
            if (open.size() >= Limits.OPEN_NAMES) {
                throw new FileSystemLoopException(in.shown().toString());
            }
            PathHandle place = PathHandle.open(path);
            open.add(place);
            return new Entry(in, name, place.status(), Optional.of(place));
        }

        /** Returns where a name leads in the end, if all links that it leads through are to be followed. */
        Entry end(Entry entry) throws IOException, UntrustedLinkException {
            if (!entry.status.isLink()) {
                return entry;
            }
            links++;
            if (links > Limits.LINKS) {
                throw new FileSystemLoopException(entry.shown().toString());
            }
            if (policy == LinkPolicy.REFUSE) {
                throw notTrusted(entry);
            }
            Entry end = walk(entry.in, entry.target());
            if (!isTrusted(entry.status.owner()) && entry.status.owner() != end.status.owner()) {
                throw notTrusted(entry);
            }
            return end;
        }

        private Entry walk(DirectoryHandle from, Path target) throws IOException, UntrustedLinkException {
            DirectoryHandle start = target.isAbsolute() ? root(target) : from;
            Path name = target.getFileName();
            return name == null ? look(start, NO_NAME) : end(look(directory(start, target), name));
        }

        /** Returns the directory that a path's last name stands in, by a path without links. */
        DirectoryHandle directory(DirectoryHandle start, Path path) throws IOException, UntrustedLinkException {
            int names = path.getNameCount() - 1;
            int known = start.place().isEmpty() ? names : 0;
            DirectoryHandle at = start;
            while (known > 0) {
                Optional<DirectoryHandle> there =
                        Optional.ofNullable(directories.get(new DirectoryKey(start.path(), path.subpath(0, known))));
                if (there.isPresent()) {
                    at = there.get();
                    break;
                }
                known--;
            }
            for (int i = known; i < names; i++) {
                at = folder(end(look(at, path.getName(i))));
                if (!isShared) {
                    remember(new DirectoryKey(start.path(), path.subpath(0, i + 1)), at);
                }
            }
            return at;
        }

        private DirectoryHandle folder(Entry entry) {
            return entry.place
                    .map(place -> DirectoryHandle.shared(entry.shown(), place))
                    .orElseGet(() -> entry.in.below(entry.name, LinkFollower.this.isShared(entry.status)));
        }

        /** Returns a directory that whoever called closes. */
        DirectoryHandle release(Entry directory) {
            directory.place.ifPresent(open::remove);
            return folder(directory);
        }

        @Override
        public void close() {
            open.forEach(PathHandle::close);
        }
    }

    private void remember(DirectoryKey way, DirectoryHandle there) {
        if (directories.size() >= Limits.REMEMBERED_DIRECTORIES) {
            directories.clear();
        }
        directories.put(way, there);
    }

    private boolean isTrusted(long owner) {
        return owner == User.ROOT || self.isPresent() && self.getAsLong() == owner;
    }

    private UntrustedLinkException notTrusted(Entry link) {
        FileStatus own = link.status;
        FileIdentity.Reason reason =
                new FileIdentity.Reason(User.describe(link.in.path(link.name), own.owner()), policy);
        return new UntrustedLinkException(
                new FileIdentity.UntrustedLink(link.shown(), own.device(), own.inode(), reason));
    }
}
