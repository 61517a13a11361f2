package io.cowhand.image;

import io.cowhand.os.FileStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The directory below which everything must lie that a recipe names, so that a recipe of somebody else reaches nothing
 * beside it.
 */
public final class RootDirectory {

    /** No such directory: files may lie anywhere. */
    public static final RootDirectory ANY = new RootDirectory(Optional.empty());

    private final Optional<Path> real;

    private RootDirectory(Optional<Path> real) {
        this.real = real;
    }

    /**
     * Returns a directory, with all links resolved.
     *
     * @throws IOException if it cannot be found, or is no directory
     */
    public static RootDirectory of(Path directory) throws IOException {
        Path real = directory.toRealPath();
        if (!FileStatus.of(real).isDirectory()) {
            throw new IOException(directory + " is not a directory");
        }
        return new RootDirectory(Optional.of(real));
    }

    /** Returns whether files may lie anywhere. */
    public boolean isAny() {
        return real.isEmpty();
    }

    /** Returns whether a file lies below the directory, with all links resolved; one that does not exist does. */
    public boolean contains(Path file) {
        try {
            return real.isEmpty() || file.toRealPath().startsWith(real.get());
        } catch (IOException nothingThere) {
            return true;
        }
    }

    /**
     * Returns whether an image lies below the directory. One that was listed lies there if the path leads to the very file
     * that was listed, which is the only one that will be read.
     */
    public boolean contains(ImageReference image) {
        if (real.isEmpty() || !(image.listed() instanceof FileIdentity.Resolved listed)) {
            return contains(image.path());
        }
        try {
            Path found = image.path().toRealPath();
            return found.startsWith(real.get())
                    && FileStatus.ofItself(found).id().equals(listed.id());
        } catch (IOException gone) {
            return false;
        }
    }

    /** Returns the directory, for messages. */
    @Override
    public String toString() {
        return real.map(Path::toString).orElse("/");
    }
}
