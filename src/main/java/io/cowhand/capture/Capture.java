package io.cowhand.capture;

import io.cowhand.os.FileTree;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A capture of a fleet: what was read of its files. */
public final class Capture implements Closeable {

    private final Path path;
    private final CaptureFile file;

    private Capture(Path path, CaptureFile file) {
        this.path = path;
        this.file = file;
    }

    /**
     * Opens a capture, all of which is checked before anything else is done.
     *
     * @throws InvalidCaptureException if the file is none, is damaged, or was written by a newer version
     * @throws IOException if it cannot be read
     */
    public static Capture open(Path file) throws IOException {
        return new Capture(file, CaptureFile.open(file));
    }

    /** Returns the path of the file. */
    public Path file() {
        return path;
    }

    /** Returns where the capture comes from. */
    public Origin origin() {
        return file.manifest().origin();
    }

    /**
     * Returns the captured files.
     *
     * @param folders the folders of this system that relative paths start from
     */
    public FileTree files(List<Path> folders) {
        KnownFolders known = new KnownFolders();
        folders.forEach(known::add);
        return new CapturedTree(file, known);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
