package io.cowhand.testing;

import io.cowhand.bytes.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that a write could change of a file.
 *
 * @param content its bytes
 * @param attributes inode, mode, owner, group, link count, size, mtime and ctime in nanoseconds
 */
public record FileState(Bytes content, Map<String, Object> attributes) {

    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-02-02T02:02:02.020202020Z"));

    /** The file as it is now. */
    public static FileState of(Path file) {
        try {
            return new FileState(
                    content(file),
                    Files.readAttributes(file, "unix:ino,mode,uid,gid,nlink,size,lastModifiedTime,ctime"));
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /** The file as it is now, with an mtime long ago: the clock of a file system is too coarse to see two quick writes. */
    public static FileState aged(Path file) {
        try {
            Files.setLastModifiedTime(file, LONG_AGO);
            return of(file);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /** The bytes of a file. */
    public static Bytes content(Path file) {
        try {
            return Bytes.copyOf(ByteBuffer.wrap(Files.readAllBytes(file)));
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /** The attributes that outlive a change: all but the times. */
    public Map<String, Object> lasting() {
        Map<String, Object> lasting = new TreeMap<>(attributes);
        lasting.keySet().removeAll(List.of("lastModifiedTime", "ctime"));
        return lasting;
    }
}
