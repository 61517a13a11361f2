package io.cowhand.os;

/**
 * The identity of a file, independent of its paths.
 *
 * @param device the device number, packed as in the C library
 * @param inode the inode number
 */
public record FileId(long device, long inode) {}
