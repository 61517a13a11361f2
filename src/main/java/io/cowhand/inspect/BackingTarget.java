package io.cowhand.inspect;

import io.cowhand.os.FileId;
import java.nio.file.Path;

/** What the name of a backing file leads to. */
public sealed interface BackingTarget {

    /** Returns why the name leads to no file, in words about the backing file; {@code ""} if it leads to one. */
    String why();

    /**
     * A file of any kind.
     *
     * @param path the path by which QEMU would open it
     * @param id its identity
     */
    record There(Path path, FileId id) implements BackingTarget {
        @Override
        public String why() {
            return "";
        }
    }

    /**
     * A path without a file.
     *
     * @param path the path by which QEMU would open it
     */
    record Absent(Path path, String why) implements BackingTarget {}

    /** A path of which the system does not say whether there is a file, or different files by different paths. */
    record Unknown(Path path, String why) implements BackingTarget {}

    /** No path: a protocol, a description, or what no path can be. */
    record NotFollowed(String why) implements BackingTarget {}
}
