package io.cowhand.os;

/**
 * The status of an open file (statx(2)).
 *
 * @param file the file's identity, kind, owner and size
 * @param mtime the time of the last change of the contents, in nanoseconds since 1970
 * @param ctime the time of the last change of the contents or attributes, in nanoseconds since 1970
 * @param mount the id of the mount through which the file was opened, unique in this boot; 0 if the kernel does not
 *     provide it (Linux before 6.8)
 */
public record ExtendedStatus(FileStatus file, long mtime, long ctime, long mount) {}
