package io.cowhand.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Files and links with given owners. */
public final class Owned {

    public static final int ROOT = 0;
    public static final int NOBODY = 65534;
    /** A user without a name. */
    public static final int STRANGER = 471_147;

    private Owned() {}

    /** Makes an empty file, and the directories above it, which stay root's. */
    public static Path file(Path path, int owner) throws IOException {
        Files.createDirectories(path.getParent());
        return give(Files.createFile(path), owner);
    }

    /** Makes a link. */
    public static Path link(Path path, String target, int owner) throws IOException {
        Files.createDirectories(path.getParent());
        return give(Files.createSymbolicLink(path, Path.of(target)), owner);
    }

    /** Gives away what is by a path itself. */
    public static Path give(Path path, int owner) throws IOException {
        return Files.setAttribute(path, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
    }
}
