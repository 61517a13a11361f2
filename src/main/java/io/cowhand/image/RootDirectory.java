package io.cowhand.image;

import io.cowhand.os.FileStatus;
import io.cowhand.os.FileTree;
import io.cowhand.os.PathHandle;
import io.cowhand.os.SystemCalls.TrailingLink;
import java.io.IOException;
import java.nio.file.Files;
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
    public boolean contains(Path file, FileTree files) {
        try {
            return real.isEmpty() || files.realPath(file).startsWith(real.get());
        } catch (IOException nothingThere) {
            return true;
        }
    }

    /** Reads from a file. */
    @FunctionalInterface
    public interface Use<T> {
        /**
         * Returns what is read from a regular file.
         *
         * @param file a path that leads to the file
         */
        T read(Path file, FileStatus status) throws IOException;
    }

    /**
     * Reads from a regular file that lies below the directory, with all links resolved. The file that is read is the one
     * that was found there, whatever its path leads to by then. Anything but a regular file is not opened: opening a FIFO
     * waits for a writer.
     *
     * @throws OutsideRootException if the file does not lie below the directory
     * @throws IOException if the file cannot be read, or is not a regular file
     */
    public <T> T read(Path file, Use<T> use) throws IOException {
        if (real.isEmpty()) {
            return use.read(file, FileStatus.ofRegular(file));
        }
        try (PathHandle handle = PathHandle.open(file, TrailingLink.FOLLOWED)) {
            // The system's own path of the open file: to resolve the file's path again could lead elsewhere.
            if (!Files.readSymbolicLink(handle.path()).startsWith(real.get())) {
                throw new OutsideRootException(file);
            }
            handle.status().requireRegular(file);
            return use.read(handle.path(), handle.status());
        }
    }

    /**
     * Returns whether an image lies below the directory. One that was listed lies there if the path leads to the very file
     * that was listed, which is the only one that will be read.
     */
    public boolean contains(ImageReference image, FileTree files) {
        if (real.isEmpty() || !(image.listed() instanceof FileIdentity.Resolved listed)) {
            return contains(image.path(), files);
        }
        try {
            Path found = files.realPath(image.path());
            return found.startsWith(real.get())
                    && files.statusOfItself(found).id().equals(listed.id());
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
