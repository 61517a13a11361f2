package io.cowhand.os;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * The status of a file (stat(2)).
 *
 * @param id the file's identity
 * @param mode the file's kind and permissions
 * @param owner the user id of the owner
 * @param size the length in bytes
 */
public record FileStatus(FileId id, int mode, long owner, long size) {

    static final String ATTRIBUTES = "unix:dev,ino,mode,uid,size";
    private static final int KIND = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int REGULAR = 0100000;
    private static final int LINK = 0120000;
    private static final int WRITABLE_BY_OTHERS = 022;

    /**
     * Returns the status of the file that a path leads to, without opening it.
     *
     * @throws IOException if there is no such file, or its status cannot be read
     */
    public static FileStatus of(Path path, LinkOption... options) throws IOException {
        return of(Files.readAttributes(path, ATTRIBUTES, options));
    }

    static FileStatus of(Map<String, Object> found) {
        return new FileStatus(
                new FileId((Long) get(found, "dev"), (Long) get(found, "ino")),
                (Integer) get(found, "mode"),
                Integer.toUnsignedLong((Integer) get(found, "uid")),
                (Long) get(found, "size"));
    }

    /**
     * Returns the status of a file without following a link at the end of the path (lstat(2)).
     *
     * @throws IOException if there is no such file, or its status cannot be read
     */
    public static FileStatus ofItself(Path path) throws IOException {
        return of(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static Object get(Map<String, Object> found, String attribute) {
        return Objects.requireNonNull(found.get(attribute));
    }

    /**
     * Returns the status of a regular file, following links. Opening a FIFO would block, and opening a device could
     * have any effect.
     *
     * @throws NotRegularException if it is a directory or a special file
     * @throws IOException if there is no such file, or its status cannot be read
     */
    public static FileStatus ofRegular(Path path) throws IOException {
        FileStatus status = of(path);
        status.requireRegular(path);
        return status;
    }

    /** Throws an exception that names the kind of the file, unless it is a regular file. */
    public void requireRegular(Path path) throws NotRegularException {
        if (!isRegular()) {
            throw new NotRegularException(
                    path,
                    isDirectory()
                            ? "it is a directory"
                            : isLink()
                                    ? "a symbolic link has taken its place"
                                    : "it is a FIFO, socket or device, not a regular file");
        }
    }

    /** Returns whether this is a regular file. */
    public boolean isRegular() {
        return (mode & KIND) == REGULAR;
    }

    /** Returns whether this is a directory. */
    public boolean isDirectory() {
        return (mode & KIND) == DIRECTORY;
    }

    /** Returns whether this is a symbolic link; only if the status was read without following links. */
    public boolean isLink() {
        return (mode & KIND) == LINK;
    }

    /**
     * Returns whether users other than the owner may write to it; the group's bits include access control lists
     * (acl(5)).
     */
    public boolean isWritableByOthers() {
        return (mode & WRITABLE_BY_OTHERS) != 0;
    }

    /** Returns whether both are the same file, even if its mode, owner or size changed. */
    public boolean isSameFile(FileStatus other) {
        return id.equals(other.id);
    }

    /** Returns the file's identifier in {@code /proc/locks}. */
    public String lockKey() {
        return deviceKey() + ":" + id.inode();
    }

    /** Returns the identifier of the file's device in {@code /proc/self/mountinfo}. */
    public String deviceKey() {
        // 12 + 20 bits of the major number, 8 + 24 bits of the minor one.
        long device = id.device();
        long major = device >>> 8 & 0xfff | device >>> 32 & ~0xfffL;
        long minor = device & 0xff | device >>> 12 & ~0xffL;
        return major + ":" + (minor & 0xffff_ffffL);
    }

    /** Packs the major and minor number of a device as the C library does. */
    static long device(int major, int minor) {
        long wideMajor = Integer.toUnsignedLong(major);
        long wideMinor = Integer.toUnsignedLong(minor);
        return (wideMajor & ~0xfffL) << 32 | (wideMajor & 0xfff) << 8 | (wideMinor & ~0xffL) << 12 | wideMinor & 0xff;
    }

    /** Returns a file's identifier in {@code /proc/locks}, given its numbers there. */
    public static String lockKey(long major, long minor, String inode) {
        return major + ":" + minor + ":" + inode;
    }

    /** Thrown when a path leads to something other than a regular file; the reason says what it is. */
    public static final class NotRegularException extends FileSystemException {
        private static final long serialVersionUID = 1L;

        NotRegularException(Path path, String reason) {
            super(path.toString(), null, reason);
        }
    }
}
