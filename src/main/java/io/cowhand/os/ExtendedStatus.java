package io.cowhand.os;

/**
 * What the system says of an open file (statx(2)).
 *
 * @param file which file it is, and of what kind
 * @param mtime when its content was last written, in nanoseconds since 1970
 * @param ctime when its content or its attributes last changed, in nanoseconds since 1970
 * @param mount the mount that it was opened through, by a number that no other mount of this boot has; 0 where the kernel
 *     does not tell (Linux before 6.8)
 */
public record ExtendedStatus(FileStatus file, long mtime, long ctime, long mount) {}
