package io.cowhand.os;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * What the system says of a file (stat(2)): which one it is, by device and inode, of what kind, whose and how large.
 *
 * @param device the device's number, as the C library packs it
 * @param inode the file's number on the device
 * @param mode kind and permissions
 * @param owner the user that it belongs to, by number
 * @param size bytes of the file
 */
public record FileStatus(long device, long inode, int mode, long owner, long size) {

    private static final String ATTRIBUTES = "unix:dev,ino,mode,uid,size";
    private static final int KIND = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int REGULAR = 0100000;
    private static final int LINK = 0120000;
    private static final int WRITABLE_BY_OTHERS = 022;

    /**
     * Returns the status of whatever a path leads to, without opening it.
     *
     * @throws IOException when it is not there or cannot be looked at
     */
    public static FileStatus of(Path path, LinkOption... options) throws IOException {
        Map<String, Object> found = Files.readAttributes(path, ATTRIBUTES, options);
        return new FileStatus(
                (Long) get(found, "dev"),
                (Long) get(found, "ino"),
                (Integer) get(found, "mode"),
                Integer.toUnsignedLong((Integer) get(found, "uid")),
                (Long) get(found, "size"));
    }

    /**
     * Returns the status of what is by a path itself, be it a link (lstat(2)).
     *
     * @throws IOException when it is not there or cannot be looked at
     */
    public static FileStatus ofItself(Path path) throws IOException {
        return of(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static Object get(Map<String, Object> found, String attribute) {
        return Objects.requireNonNull(found.get(attribute));
    }

    /**
     * Returns the same for a regular file, through symbolic links: opening a FIFO would wait, and opening a device could do
     * anything.
     *
     * @throws NotRegularException when it is a directory or a special file
     * @throws IOException when it is not there or cannot be looked at
     */
    public static FileStatus ofRegular(Path path) throws IOException {
        FileStatus status = of(path);
        status.requireRegular(path);
        return status;
    }

    /** Throws an exception that says what is there, unless it is a regular file. */
    void requireRegular(Path path) throws NotRegularException {
        if ((mode & KIND) != REGULAR) {
            throw new NotRegularException(
                    path,
                    isDirectory()
                            ? "it is a directory"
                            : isLink()
                                    ? "a symbolic link has taken its place"
                                    : "it is a FIFO, socket or device, not a regular file");
        }
    }

    /** Returns whether this is a directory. */
    public boolean isDirectory() {
        return (mode & KIND) == DIRECTORY;
    }

    /** Returns whether this is a symbolic link, which only a look that does not follow it tells. */
    public boolean isLink() {
        return (mode & KIND) == LINK;
    }

    /** Returns whether others than the owner can write to it; access control lists show in the group's bits (acl(5)). */
    public boolean isWritableByOthers() {
        return (mode & WRITABLE_BY_OTHERS) != 0;
    }

    /** Returns whether both are the same file, whatever became of it meanwhile. */
    public boolean isSameFile(FileStatus other) {
        return device == other.device && inode == other.inode;
    }

    /** Returns the file's identity. */
    public FileId id() {
        return new FileId(device, inode);
    }

    /** Returns the name under which the system's list of locks has the file. */
    public String lockKey() {
        return deviceKey() + ":" + inode;
    }

    /** Returns the name under which the system's list of mounts has the file's device. */
    public String deviceKey() {
        // 12 + 20 bits of the major number, 8 + 24 bits of the minor one.
        long major = device >>> 8 & 0xfff | device >>> 32 & ~0xfffL;
        long minor = device & 0xff | device >>> 12 & ~0xffL;
        return major + ":" + (minor & 0xffff_ffffL);
    }

    /** Returns a device's number by the two of which the C library packs it. */
    static long device(int major, int minor) {
        long wideMajor = Integer.toUnsignedLong(major);
        long wideMinor = Integer.toUnsignedLong(minor);
        return (wideMajor & ~0xfffL) << 32 | (wideMajor & 0xfff) << 8 | (wideMinor & ~0xffL) << 12 | wideMinor & 0xff;
    }

    /** Returns the name in the list of locks by the numbers in the list. */
    public static String lockKey(long major, long minor, String inode) {
        return major + ":" + minor + ":" + inode;
    }

    /** The path leads to something that is no regular file; the reason says what. */
    public static final class NotRegularException extends FileSystemException {
        private static final long serialVersionUID = 1L;

        NotRegularException(Path path, String reason) {
            super(path.toString(), null, reason);
        }
    }
}
