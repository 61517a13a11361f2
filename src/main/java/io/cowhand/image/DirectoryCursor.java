package io.cowhand.image;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Iterates over the names in a directory that may match a glob, in byte order of the paths. */
final class DirectoryCursor implements Closeable {

    /** The most files that are looked up as one batch. */
    static final int BATCH = 1024;

    /** Appended to the name of a directory for sorting, since the paths in it have a slash after the name. */
    private static final String ANYTHING = "x";

    final DirectoryHandle folder;
    /** The directory's path for display. */
    final Path directory;
    /** Names of directories that are shared or lie on a path through a shared directory. */
    final Set<Path> shared = new HashSet<>();
    /** Links to directories that are not followed. */
    final Map<Path, FileIdentity> refused = new HashMap<>();

    /** Names of files, and names of directories followed by {@link #ANYTHING}. */
    private final SortedNames names = new SortedNames(SortedNames.RUN);
    /** The steps of the glob that are due in each of those directories. */
    private final Map<Path, Set<GlobStep>> below = new HashMap<>();

    /** Creates a cursor over no names; closing it closes the directory. */
    DirectoryCursor(DirectoryHandle folder) {
        this.folder = folder;
        this.directory = folder.shown();
    }

    void addFile(Path name) {
        names.add(name);
    }

    void addDirectory(Path name, Set<GlobStep> due) {
        Path key = name.resolve(ANYTHING);
        names.add(key);
        below.put(key, due);
    }

    /** Ends the adding of names. */
    void sort() {
        names.sort();
    }

    boolean isDone() {
        return !names.hasNext();
    }

    /** Returns the steps due in the next directory; nothing if files come next. */
    Optional<Set<GlobStep>> dueNext() {
        return Optional.ofNullable(below.get(names.peek()));
    }

    /** Returns the name of the next directory. */
    Path nextDirectory() {
        return names.next().getName(0);
    }

    /** Returns the next files, at most {@link #BATCH}. */
    List<Path> nextFiles() {
        List<Path> files = new ArrayList<>();
        do {
            files.add(names.next());
        } while (!isDone() && files.size() < BATCH && dueNext().isEmpty());
        return files;
    }

    /** Returns whether other users may have replaced a directory since it was looked up, or may replace its entries. */
    boolean isShared(Path name) {
        return folder.isShared() || shared.contains(name);
    }

    @Override
    public void close() {
        folder.close();
    }
}
