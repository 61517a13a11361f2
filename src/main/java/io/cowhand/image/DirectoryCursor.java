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

/** The names in a folder that matter to a glob, and how many of them have been met. */
final class DirectoryCursor implements Closeable {

    /** Files that are looked at together. */
    static final int BATCH = 1024;

    /** In front of which a directory's name stands where it is sorted: what it holds has a slash behind the name. */
    private static final String ANYTHING = "x";

    final DirectoryHandle folder;
    /** The path to show. */
    final Path directory;
    /** The names of directories that are shared, or to which the way leads through a shared one. */
    final Set<Path> shared = new HashSet<>();
    /** Links to directories that are not followed. */
    final Map<Path, FileIdentity> refused = new HashMap<>();

    /** Of files, and, with {@link #ANYTHING} behind them, of directories. */
    private final List<Path> names = new ArrayList<>();
    /** What is due in those directories. */
    private final Map<Path, Set<GlobStep>> below = new HashMap<>();

    private int met;

    /** A visit that has met nothing; closing it closes the folder. */
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

    void sort() {
        // The same as null gives, but for casts to Comparable, which take as long as the comparison.
        names.sort(Path::compareTo);
    }

    boolean isDone() {
        return met == names.size();
    }

    /** Returns what is due in the directory that comes next; nothing where files come next. */
    Optional<Set<GlobStep>> dueNext() {
        return Optional.ofNullable(below.get(names.get(met)));
    }

    /** Returns the name of the directory that comes next. */
    Path nextDirectory() {
        return names.get(met++).getName(0);
    }

    /** Returns the files that come next, at most {@link #BATCH}. */
    List<Path> nextFiles() {
        int from = met;
        do {
            met++;
        } while (!isDone() && met - from < BATCH && dueNext().isEmpty());
        return names.subList(from, met);
    }

    /** Returns whether others may have exchanged a directory since it was looked at, or may exchange what is in it. */
    boolean isShared(Path name) {
        return folder.isShared() || shared.contains(name);
    }

    @Override
    public void close() {
        folder.close();
    }
}
