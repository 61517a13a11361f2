package io.cowhand.os;

/**
 * A file's identity, whatever its paths.
 *
 * @param device the device's number, as the C library packs it
 * @param inode the file's number on the device
 */
public record FileId(long device, long inode) {}
