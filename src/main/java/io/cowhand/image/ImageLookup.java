package io.cowhand.image;

import io.cowhand.os.FileTree;
import java.io.Closeable;
import java.nio.file.Path;

/** Looks up single images that are known by their paths, as those of a saved plan are. Safe for use by several threads. */
public final class ImageLookup implements Closeable {

    private final Path folder;
    private final LinkFollower links;

    /**
     * Creates a lookup.
     *
     * @param folder what relative paths start at
     * @param policy which links on the paths are followed
     */
    public ImageLookup(Path folder, LinkPolicy policy) {
        this.folder = folder;
        this.links = new LinkFollower(FileTree.SYSTEM, policy);
    }

    /** Returns the image that a path leads to now; like any other, it may be missing or refused. */
    public ImageReference find(Path path) {
        return new ImageReference(folder.resolve(path), links.list(folder, path));
    }

    @Override
    public void close() {
        links.close();
    }
}
