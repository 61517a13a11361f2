package io.cowhand.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The status of a file with its times (statx(2)).
 *
 * @param file the file's identity, kind, owner and size
 * @param mtime the time of the last change of the contents, in nanoseconds since 1970
 * @param ctime the time of the last change of the contents or attributes, in nanoseconds since 1970
 * @param mount the id of the mount through which the file was opened, unique in this boot; 0 if the kernel does not
 *     provide it (Linux before 6.8)
 */
public record ExtendedStatus(FileStatus file, long mtime, long ctime, long mount) {

    /**
     * Returns the status of a file, without its mount, and without following a link at the end of the path (lstat(2)).
     *
     * @throws IOException if there is no such file, or its status cannot be read
     */
    public static ExtendedStatus ofItself(Path path) throws IOException {
        Map<String, Object> found = Files.readAttributes(
                path, FileStatus.ATTRIBUTES + ",lastModifiedTime,ctime", LinkOption.NOFOLLOW_LINKS);
        return new ExtendedStatus(
                FileStatus.of(found), nanos(found.get("lastModifiedTime")), nanos(found.get("ctime")), 0);
    }

    private static long nanos(@Nullable Object time) {
        return ((FileTime) Objects.requireNonNull(time)).to(TimeUnit.NANOSECONDS);
    }
}
