package io.cowhand.os;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What the system says of the file that a path leads to (stat(2)): which one it is, by device and inode, of what kind, and
 * when it was last written.
 *
 * @param device the device's number, as the C library packs it
 * @param inode the file's number on the device
 * @param mode kind and permissions
 * @param size bytes of the file
 * @param mtime when it was last written, in nanoseconds since 1970
 * @param key device and inode as Java has them: to be compared, but not to be read
 */
public record FileStatus(long device, long inode, int mode, long size, long mtime, Object key) {

    private static final String ATTRIBUTES = "unix:dev,ino,mode,size,lastModifiedTime,fileKey";
    private static final int KIND = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int REGULAR = 0100000;
    private static final int LINK = 0120000;

    /**
     * Looks at whatever a path leads to, without opening it.
     *
     * @throws IOException when it is not there or cannot be looked at
     */
    public static FileStatus of(Path path, LinkOption... options) throws IOException {
        return of(Files.readAttributes(path, ATTRIBUTES, options));
    }

    private static FileStatus of(Map<String, Object> found) {
        return new FileStatus(
                (Long) get(found, "dev"),
                (Long) get(found, "ino"),
                (Integer) get(found, "mode"),
                (Long) get(found, "size"),
                ((FileTime) get(found, "lastModifiedTime")).to(TimeUnit.NANOSECONDS),
                get(found, "fileKey"));
    }

    private static Object get(Map<String, Object> found, String attribute) {
        return Objects.requireNonNull(found.get(attribute));
    }

    /**
     * A file and its owner, by one look at it.
     *
     * @param owner the owner's number
     */
    public record Owned(FileStatus file, int owner) {

        /**
         * Returns what is by a path itself, be it a link.
         *
         * @throws IOException when it is not there or cannot be looked at
         */
        public static Owned ofItself(Path path) throws IOException {
            Map<String, Object> found = Files.readAttributes(path, ATTRIBUTES + ",uid", LinkOption.NOFOLLOW_LINKS);
            return new Owned(of(found), (Integer) get(found, "uid"));
        }
    }

    /**
     * Returns the status of what is by a path itself, be it a link (lstat(2)).
     *
     * @throws IOException when it is not there or cannot be looked at
     */
    public static FileStatus ofItself(Path path) throws IOException {
        return of(path, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * The same for a regular file, through symbolic links: opening a FIFO would wait, and opening a device could do
     * anything.
     *
     * @throws NotRegularException when it is a directory or a special file
     * @throws IOException when it is not there or cannot be looked at
     */
    public static FileStatus ofRegular(Path path) throws IOException {
        FileStatus status = of(path);
        if ((status.mode & KIND) != REGULAR) {
            throw new NotRegularException(
                    path,
                    status.isDirectory() ? "it is a directory" : "it is a FIFO, socket or device, not a regular file");
        }
        return status;
    }

    /**
     * The file's size and time as they are now, under a path that led to it; nothing where that leads to another one.
     *
     * @throws NotRegularException when it leads to a directory or a special file
     * @throws IOException when nothing is there, or it cannot be looked at
     */
    public Optional<FileStatus> again(Path path) throws IOException {
        // Takes half the time of a first look.
        BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
        if (!now.isRegularFile()) {
            // Says of what kind it is, if it still is.
            return Optional.of(ofRegular(path)).filter(this::isSameFile);
        }
        if (!key.equals(now.fileKey())) {
            return Optional.empty();
        }
        long modified = now.lastModifiedTime().to(TimeUnit.NANOSECONDS);
        return Optional.of(new FileStatus(device, inode, mode, now.size(), modified, key));
    }

    /** Whether this is a directory. */
    public boolean isDirectory() {
        return (mode & KIND) == DIRECTORY;
    }

    /** Whether this is a symbolic link; only of a path itself can that be. */
    public boolean isLink() {
        return (mode & KIND) == LINK;
    }

    /** Whether both are the same file, whatever became of it meanwhile. */
    public boolean isSameFile(FileStatus other) {
        return key.equals(other.key);
    }

    /** The name under which the system's list of locks has the file. */
    public String lockKey() {
        return deviceKey() + ":" + inode;
    }

    /** The name under which the system's list of mounts has the file's device. */
    public String deviceKey() {
        // 12 + 20 bits of the major number, 8 + 24 bits of the minor one.
        long major = device >>> 8 & 0xfff | device >>> 32 & ~0xfffL;
        long minor = device & 0xff | device >>> 12 & ~0xffL;
        return major + ":" + (minor & 0xffff_ffffL);
    }

    /** The name in the list of locks by the numbers in the list. */
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
