package io.cowhand.os;

import io.cowhand.os.SystemCalls.TrailingLink;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The files that are found and read: those of the system, or those that a capture of it recorded.
 *
 * <p>All that finds and reads images does so through this interface, so that a capture is read by the same code as the
 * system. Nothing is written through it. Safe for use by several threads.
 */
public interface FileTree {

    /** The files of the system. */
    FileTree SYSTEM = new SystemTree();

    /**
     * Returns the status of the file that a path leads to, without opening it (stat(2)).
     *
     * @throws IOException if there is no such file, or its status cannot be read
     */
    FileStatus status(Path path) throws IOException;

    /**
     * Returns the status of a file without following a link at the end of the path (lstat(2)).
     *
     * @throws IOException if there is no such file, or its status cannot be read
     */
    FileStatus statusOfItself(Path path) throws IOException;

    /** Returns the target of a symbolic link. */
    Path target(Path link) throws IOException;

    /** Lists a directory; the caller closes the stream. */
    DirectoryStream<Path> entries(Path directory) throws IOException;

    /** Returns the absolute path of an existing file, with all links resolved. */
    Path realPath(Path path) throws IOException;

    /**
     * Returns a handle of a file, which stays the same even if its path leads elsewhere; the caller closes it. A link at
     * the end of the path that is refused is held itself.
     */
    FileHandle handle(Path path, TrailingLink link) throws IOException;

    /** Opens a regular file for reading; the caller closes it. A link at the end of the path that is refused fails. */
    ReadableFile open(Path path, TrailingLink link) throws IOException;

    /** Returns whether a program holds an exclusive lock on a file now. */
    boolean isLockedNow(FileStatus file);

    /** Returns a new table of the locks that programs hold. */
    LockTable locks();

    /** Returns the policy for the mounts of the files. */
    MountPolicy mounts();

    /** Returns the effective user for whom links are followed; nothing if unknown. */
    OptionalLong user();

    /** Returns the name and id of the owner of a file, not following links; just the id if the user has no name. */
    String describeOwner(Path path, long owner);

    /** Returns whether a path leads to a directory. */
    default boolean isDirectory(Path path) {
        try {
            return status(path).isDirectory();
        } catch (IOException notThere) {
            return false;
        }
    }

    /** Returns whether a path leads to a regular file. */
    default boolean isRegular(Path path) {
        try {
            return status(path).isRegular();
        } catch (IOException notThere) {
            return false;
        }
    }

    /** Returns whether there is a file or link at the end of a path. */
    default boolean exists(Path path) {
        try {
            statusOfItself(path);
            return true;
        } catch (IOException notThere) {
            return false;
        }
    }
}
