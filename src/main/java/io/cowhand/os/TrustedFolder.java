package io.cowhand.os;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * A folder that only root and the user can write to or replace, so that its files are trusted like the program itself.
 *
 * <p>Every folder on the path, starting at the root, belongs to root or the user and is not writable by others; above
 * the last one, a sticky folder is accepted, too. Each folder is opened before it is checked, and the next one is
 * opened relative to it, so that none can be replaced between check and use. The last one stays open until {@link #close}.
 */
public final class TrustedFolder implements Closeable {

    private static final int STICKY = 01000;
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path shown;
    private final int descriptor;

    private TrustedFolder(Path shown, int descriptor) {
        this.shown = shown;
        this.descriptor = descriptor;
    }

    /**
     * Opens a folder.
     *
     * @throws UntrustedException if other users can write to it or replace it
     * @throws NoSuchFileException if it does not exist
     * @throws IOException if it cannot be opened
     */
    public static TrustedFolder open(Path folder) throws IOException {
        return walk(folder, false);
    }

    /** Opens a folder like {@link #open}; first creates missing folders durably, accessible to the user only. */
    public static TrustedFolder make(Path folder) throws IOException {
        return walk(folder, true);
    }

    /** Returns the path for system calls; it leads to the open folder even if the original path changes. */
    public Path path() {
        return LinuxCalls.path(descriptor);
    }

    /** Returns the path for messages. */
    public Path shown() {
        return shown;
    }

    /** Opens a folder in this one. */
    public TrustedFolder openFolder(String name) throws IOException {
        return step(name, false);
    }

    /** Opens a folder in this one like {@link #openFolder}; first creates it if it is missing. */
    public TrustedFolder makeFolder(String name) throws IOException {
        return step(name, true);
    }

    private TrustedFolder step(String name, boolean make) throws IOException {
        if (make) {
            makeMissing(descriptor, Path.of(name));
        }
        Path path = shown.resolve(name);
        int next = openAt(descriptor, Path.of(name), path);
        try {
            FileStatus status = LinuxCalls.status(next).file();
            checkFolder(status, path, false);
            TrustedFolder folder = new TrustedFolder(path, next);
            next = -1;
            return folder;
        } finally {
            closeIfOpen(next);
        }
    }

    /**
     * Checks a file in this folder.
     *
     * @throws UntrustedException if it is not a regular file, belongs to another user, or other users may write to it
     */
    public void checkFile(String name) throws IOException {
        FileStatus status = FileStatus.of(path().resolve(name), LinkOption.NOFOLLOW_LINKS);
        try {
            status.requireRegular(shown.resolve(name));
        } catch (FileStatus.NotRegularException other) {
            throw new UntrustedException(shown.resolve(name), "is not a regular file");
        }
        check(status, shown.resolve(name), false);
    }

    /** Waits until the folder's entries are on the disk. */
    public void sync() throws IOException {
        sync(descriptor);
    }

    private static void sync(int folder) throws IOException {
        try (FileChannel channel = FileChannel.open(LinuxCalls.path(folder).resolve("."), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void close() {
        LibC.close(descriptor);
    }

    private static TrustedFolder walk(Path folder, boolean make) throws IOException {
        Deque<Path> left = new ArrayDeque<>();
        folder.toAbsolutePath().forEach(left::addLast);
        Path at = Path.of("/");
        int open = openAt(LibC.AT_FDCWD, at, at);
        int links = 0;
        try {
            checkFolder(LinuxCalls.status(open).file(), at, true);
            while (!left.isEmpty()) {
                Path name = left.removeFirst();
                if (make) {
                    makeMissing(open, name);
                }
                Path path = at.resolve(name);
                int next = openAt(open, name, path);
                try {
                    FileStatus status = LinuxCalls.status(next).file();
                    if (status.isLink()) {
                        links++;
                        if (links > Limits.LINKS) {
                            throw new FileSystemLoopException(folder.toString());
                        }
                        // Only the owner of a link can replace it; its mode is meaningless.
                        checkOwner(status, path);
                        Path target = LinuxCalls.target(next);
                        for (int i = target.getNameCount() - 1; i >= 0; i--) {
                            left.addFirst(target.getName(i));
                        }
                        if (target.isAbsolute()) {
                            at = Path.of("/");
                            LibC.close(open);
                            open = -1;
                            open = openAt(LibC.AT_FDCWD, at, at);
                        }
                        continue;
                    }
                    checkFolder(status, path, !left.isEmpty());
                    LibC.close(open);
                    open = next;
                    next = -1;
                    at = path;
                } finally {
                    closeIfOpen(next);
                }
            }
            TrustedFolder trusted = new TrustedFolder(folder, open);
            open = -1;
            return trusted;
        } finally {
            closeIfOpen(open);
        }
    }

    private static void closeIfOpen(int descriptor) {
        if (descriptor >= 0) {
            LibC.close(descriptor);
        }
    }

    private static int openAt(int folder, Path name, Path shown) throws IOException {
        int flags = LibC.O_PATH | LibC.O_NOFOLLOW | LibC.O_CLOEXEC;
        int descriptor = LibC.openat(folder, LinuxCalls.bytes(name), flags, 0);
        if (descriptor < 0) {
            throw LibC.error(shown);
        }
        return descriptor;
    }

    /** Creates a folder durably if there is no entry of its name. */
    private static void makeMissing(int folder, Path name) throws IOException {
        Path path = LinuxCalls.path(folder).resolve(name);
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            try {
                Files.createDirectory(path, PRIVATE);
            } catch (FileAlreadyExistsException sameMoment) {
                // Another run created it; it is checked like any other.
                return;
            }
            sync(folder);
        }
    }

    private static void checkFolder(FileStatus status, Path shown, boolean passes) throws UntrustedException {
        if (!status.isDirectory()) {
            throw new UntrustedException(shown, "is not a directory");
        }
        check(status, shown, passes);
    }

    private static void check(FileStatus status, Path shown, boolean passes) throws UntrustedException {
        checkOwner(status, shown);
        boolean isOpen = status.isWritableByOthers();
        boolean isSafeToPass = passes && (status.mode() & STICKY) != 0;
        if (isOpen && !isSafeToPass) {
            throw new UntrustedException(shown, "can be written to by others");
        }
    }

    private static void checkOwner(FileStatus status, Path shown) throws UntrustedException {
        long user = Integer.toUnsignedLong(LibC.geteuid());
        if (status.owner() != User.ROOT && status.owner() != user) {
            throw new UntrustedException(shown, "belongs to another user");
        }
    }

    /** Thrown when other users could change what is read. */
    public static final class UntrustedException extends IOException {
        private static final long serialVersionUID = 1L;

        UntrustedException(Path path, String reason) {
            super(path + " " + reason);
        }
    }
}
