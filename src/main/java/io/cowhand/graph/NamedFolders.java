package io.cowhand.graph;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The folders of the files that the user named. Only of what lies below them, a graph says whether it exists. */
final class NamedFolders {

    private final Set<Path> folders = new HashSet<>();

    /**
     * Creates the folders of some files.
     *
     * @param others folders that the user named themselves
     */
    NamedFolders(List<GraphFile> files, Collection<Path> others) {
        others.forEach(folder -> folders.add(folder.toAbsolutePath().normalize()));
        // Absolute paths are made of each folder once, not of each file.
        Set<Path> written = new HashSet<>();
        for (GraphFile file : files) {
            Path folder = file.image().path().resolveSibling("");
            if (written.add(folder)) {
                folders.add(folder.toAbsolutePath().normalize());
            }
        }
    }

    /** Returns whether a path, taken as it is written, lies below one of the folders. */
    boolean contain(Path path) {
        Path folder = path.toAbsolutePath().normalize().getParent();
        while (folder != null && !folders.contains(folder)) {
            folder = folder.getParent();
        }
        return folder != null;
    }
}
