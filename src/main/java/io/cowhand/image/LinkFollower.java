package io.cowhand.image;

import io.cowhand.os.FileHandle;
import io.cowhand.os.FileStatus;
import io.cowhand.os.FileTree;
import io.cowhand.os.SystemCalls.TrailingLink;
import io.cowhand.os.User;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
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
 * Follows symbolic links as far as a policy allows.
 *
 * <p>Links are followed one by one and not by the system, since each link on the way is checked. A link's owner is
 * compared with the owner of the file that is listed; a single call returns both that owner and the file's identity.
 * Safe for use by several threads.
 */
final class LinkFollower implements Closeable {

    /** The path without names, which leads to its start. */
    private static final Path NO_NAME = Path.of("");

    /** The result of following a link. */
    sealed interface Result {}

    /**
     * The link leads to a file or directory.
     *
     * @param isShared whether the path goes through a shared directory, so that it may lead elsewhere the next time
     */
    record Target(FileStatus status, boolean isShared) implements Result {}

    /** The link leads to a directory, which the caller closes. */
    record OpenedDirectory(DirectoryHandle folder) implements Result {}

    /** The link is not followed. */
    record Refusal(FileIdentity.UntrustedLink why, boolean toDirectory) implements Result {}

    /**
     * An entry of a directory.
     *
     * @param place the open entry, if the directory is shared
     */
    private record Entry(DirectoryHandle in, Path name, FileStatus status, Optional<FileHandle> place) {

        Path shown() {
            return in.shown().resolve(name);
        }

        Path target(FileTree files) throws IOException {
            return place.isPresent() ? place.get().target() : files.target(in.path(name));
        }
    }

    /** The key of a remembered directory: a path, and a start whose own path has no links. */
    private record DirectoryKey(Path from, Path directory) {

        /** Written out: linking the generated method takes 19 ms at the first call (RecordEqualityBenchmark). */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof DirectoryKey way && from.equals(way.from) && directory.equals(way.directory);
        }

        @Override
        public int hashCode() {
            return 31 * from.hashCode() + directory.hashCode();
        }
    }

    /**
     * Leaves the mutually recursive calls that resolve links; as a return value, each of them would have to pass it
     * on.
     */
    private static final class UntrustedLinkException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient FileIdentity.UntrustedLink why;

        UntrustedLinkException(FileIdentity.UntrustedLink why) {
            super(null, null, false, false);
            this.why = why;
        }
    }

    private final FileTree files;
    private final LinkPolicy policy;
    private final OptionalLong self;
    private final Map<DirectoryKey, DirectoryHandle> directories = new ConcurrentHashMap<>();
    /** Directories under paths that other users can redirect, which are kept open: images are mostly named in groups. */
    private final Map<DirectoryKey, DirectoryHandle> opened = new ConcurrentHashMap<>();

    /** Creates a follower that remembers directories, so it is meant for one search, and closed after it. */
    LinkFollower(FileTree files, LinkPolicy policy) {
        this(files, policy, policy == LinkPolicy.OWNER ? files.user() : OptionalLong.empty());
    }

    /** Creates a follower for a given effective user. */
    LinkFollower(FileTree files, LinkPolicy policy, OptionalLong self) {
        this.files = files;
        this.policy = policy;
        this.self = self;
    }

    /** Returns the files among which links are followed. */
    FileTree files() {
        return files;
    }

    /**
     * Returns whether users other than root and the effective user can replace entries of a directory, sticky or not.
     */
    boolean isShared(FileStatus directory) {
        // If all links are followed, nothing is gained by replacing an entry.
        return policy != LinkPolicy.FOLLOW && (!isTrusted(directory.owner()) || directory.isWritableByOthers());
    }

    /**
     * Follows a link in a directory.
     *
     * @param own the status of the link itself
     * @throws IOException if the link leads nowhere
     */
    Result follow(DirectoryHandle in, Path name, FileStatus own) throws IOException {
        if (policy == LinkPolicy.FOLLOW) {
            return new Target(files.status(in.path(name)), false);
        }
        try (Traversal traversal = new Traversal()) {
            Entry link = in.isShared() ? traversal.look(in, name) : new Entry(in, name, own, Optional.empty());
            FileStatus there = traversal.end(link).status;
            return new Target(there, traversal.isShared);
        } catch (UntrustedLinkException refused) {
            return new Refusal(refused.why, files.isDirectory(in.path(name)));
        }
    }

    /**
     * Opens a directory in another one, following links as far as the policy allows.
     *
     * @return {@link OpenedDirectory} or {@link Refusal}
     * @throws IOException if there is no such directory
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

    /**
     * Returns the file that a path leads to from a folder. Each component of the path is checked, those of the folder
     * are not.
     */
    FileIdentity list(Path folder, Path path) {
        try {
            if (policy == LinkPolicy.FOLLOW) {
                Path joined = folder.resolve(path);
                FileStatus own = files.statusOfItself(joined);
                return file(own.isLink() ? files.status(joined) : own, own.isLink());
            }
            return list(path.isAbsolute() ? root(path) : start(folder), path);
        } catch (UntrustedLinkException refused) {
            return refused.why;
        } catch (IOException notReachable) {
            // Reading it reports why.
            return new FileIdentity.Missing();
        }
    }

    private FileIdentity list(DirectoryHandle start, Path path) throws IOException, UntrustedLinkException {
        Path name = path.getFileName();
        if (name == null) {
            return file(files.statusOfItself(start.path()), false);
        }
        try (Traversal traversal = new Traversal()) {
            Entry last = traversal.lookAtLast(traversal.directory(start, path), name);
            return file(traversal.end(last).status, last.status.isLink());
        }
    }

    /** Returns the folder that paths start from, which is looked up once. */
    private DirectoryHandle start(Path folder) throws IOException {
        DirectoryKey way = new DirectoryKey(folder, NO_NAME);
        DirectoryHandle known = directories.get(way);
        if (known != null) {
            return known;
        }
        DirectoryHandle start = DirectoryHandle.trusted(folder, isShared(files.status(folder)));
        remember(way, start);
        return start;
    }

    private static DirectoryHandle root(Path path) {
        return DirectoryHandle.trusted(path.getRoot(), false);
    }

    /** Returns the identity of a file. */
    static FileIdentity.Resolved file(FileStatus status, boolean isLink) {
        return new FileIdentity.Resolved(status.id(), isLink);
    }

    /** Resolves one path; keeps entries of shared directories open. */
    private final class Traversal implements Closeable {
        private final Set<FileHandle> open = new HashSet<>(0);
        private int links;
        /** Whether the path went through a shared directory. */
        private boolean isShared;

        Entry look(DirectoryHandle in, Path name) throws IOException {
            Path path = in.path(name);
            if (!in.isShared()) {
                return new Entry(in, name, files.statusOfItself(path), Optional.empty());
            }
            isShared = true;
            if (open.size() >= Limits.OPEN_NAMES) {
                throw new FileSystemLoopException(in.shown().toString());
            }
            FileHandle place = files.handle(path, TrailingLink.REFUSED);
            open.add(place);
            return new Entry(in, name, place.status(), Optional.of(place));
        }

        /**
         * Looks at the last name of a path. If it is that of a file, it need not be opened: nothing is looked up through it, and
         * whoever reads the file compares its identity. Names on the way to it must be opened, whatever they are: another
         * user could put a link in the place of a file after it was examined.
         */
        Entry lookAtLast(DirectoryHandle in, Path name) throws IOException {
            if (in.isShared()) {
                FileStatus status = files.statusOfItself(in.path(name));
                if (!status.isDirectory() && !status.isLink()) {
                    isShared = true;
                    return new Entry(in, name, status, Optional.empty());
                }
            }
            return look(in, name);
        }

        /** Returns the entry at the end of all links that start at one. */
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
            Entry end = walk(entry.in, entry.target(files));
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

        /** Returns the directory of a path's last name, by a path without links. */
        DirectoryHandle directory(DirectoryHandle start, Path path) throws IOException, UntrustedLinkException {
            int names = path.getNameCount() - 1;
            int known = start.place().isEmpty() ? names : 0;
            DirectoryHandle at = start;
            while (known > 0) {
                DirectoryHandle there = known(new DirectoryKey(start.path(), path.subpath(0, known)));
                if (there != null) {
                    at = there;
                    break;
                }
                known--;
            }
            Entry last = null;
            for (int i = known; i < names; i++) {
                last = end(look(at, path.getName(i)));
                at = folder(last);
                if (!isShared) {
                    remember(new DirectoryKey(start.path(), path.subpath(0, i + 1)), at);
                }
            }
            if (last != null && start.place().isEmpty()) {
                keepOpen(new DirectoryKey(start.path(), path.subpath(0, names)), last, at);
            }
            return at;
        }

        /** Keeps a directory with an open entry for the next path, unless many are kept. */
        private void keepOpen(DirectoryKey way, Entry entry, DirectoryHandle there) {
            if (entry.place.isPresent() && opened.size() < Limits.KEPT_OPEN && opened.putIfAbsent(way, there) == null) {
                open.remove(entry.place.get());
            }
        }

        private DirectoryHandle folder(Entry entry) {
            return entry.place
                    .map(place -> DirectoryHandle.shared(entry.shown(), place))
                    .orElseGet(() -> entry.in.below(entry.name, LinkFollower.this.isShared(entry.status)));
        }

        /** Returns a directory, which the caller closes. */
        DirectoryHandle release(Entry directory) {
            directory.place.ifPresent(open::remove);
            return folder(directory);
        }

        @Override
        public void close() {
            open.forEach(FileHandle::close);
        }
    }

    private @Nullable DirectoryHandle known(DirectoryKey way) {
        DirectoryHandle remembered = directories.get(way);
        return remembered != null ? remembered : opened.get(way);
    }

    private void remember(DirectoryKey way, DirectoryHandle there) {
        if (directories.size() >= Limits.REMEMBERED_DIRECTORIES) {
            directories.clear();
        }
        directories.put(way, there);
    }

    @Override
    public void close() {
        opened.values().forEach(DirectoryHandle::close);
        opened.clear();
    }

    private boolean isTrusted(long owner) {
        return owner == User.ROOT || self.isPresent() && self.getAsLong() == owner;
    }

    private UntrustedLinkException notTrusted(Entry link) {
        FileStatus own = link.status;
        FileIdentity.Reason reason =
                new FileIdentity.Reason(files.describeOwner(link.in.path(link.name), own.owner()), policy);
        return new UntrustedLinkException(new FileIdentity.UntrustedLink(link.shown(), own.id(), reason));
    }
}
