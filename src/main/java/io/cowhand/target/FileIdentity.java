package io.cowhand.target;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * Which file a path leads to: device and inode, and that it is a regular file.
 *
 * @param key the system's key; equal for all names of one file
 * @param size bytes of the file when it was looked at
 */
public record FileIdentity(Object key, long size) {

    /**
     * Looks at the file that a path leads to, through symbolic links, without opening it: opening a FIFO would wait, and
     * opening a device could do anything.
     *
     * @throws NotRegularException when it is a directory or a special file
     * @throws IOException when it is not there or cannot be looked at
     */
    public static FileIdentity of(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            throw new NotRegularException(
                    path,
                    attributes.isDirectory()
                            ? "it is a directory"
                            : "it is a FIFO, socket or device, not a regular file");
        }
        return new FileIdentity(
                Objects.requireNonNull(attributes.fileKey(), "a key for every file"), attributes.size());
    }

    /** The name under which the system's list of locks has the file that a path leads to. */
    public static String lockKey(Path path) throws IOException {
        Object inode = Objects.requireNonNull(Files.getAttribute(path, "unix:ino"));
        return device(path) + ":" + inode;
    }

    /** The name under which the system's list of mounts has the device of the file that a path leads to. */
    public static String device(Path path) throws IOException {
        long device = (Long) Objects.requireNonNull(Files.getAttribute(path, "unix:dev"));
        // As the C library packs it: 12 + 20 bits of the major number, 8 + 24 bits of the minor one.
        long major = device >>> 8 & 0xfff | device >>> 32 & ~0xfffL;
        long minor = device & 0xff | device >>> 12 & ~0xffL;
        return major + ":" + (minor & 0xffff_ffffL);
    }

    /** The same by the numbers in the list. */
    public static String lockKey(long major, long minor, String inode) {
        return major + ":" + minor + ":" + inode;
    }

    /** Whether both are the same file. */
    public boolean isSameFile(FileIdentity other) {
        return key.equals(other.key);
    }

    /** The path leads to something that is no regular file; the reason says what. */
    public static final class NotRegularException extends FileSystemException {
        private static final long serialVersionUID = 1L;

        NotRegularException(Path path, String reason) {
            super(path.toString(), null, reason);
        }
    }
}
