package io.cowhand.os;

import org.jspecify.annotations.Nullable;

/**
 * The identity of a file, independent of its paths.
 *
 * @param device the device number, packed as in the C library
 * @param inode the inode number
 */
public record FileId(long device, long inode) {

    // Every run compares files, and the JVM needs 70 more classes to link the methods that it derives.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FileId file && file.device == device && file.inode == inode;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(device) + Long.hashCode(inode);
    }
}
