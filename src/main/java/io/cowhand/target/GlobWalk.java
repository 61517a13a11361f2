package io.cowhand.target;

import io.cowhand.target.GlobPart.Hidden;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the files that match a glob.
 *
 * <p>Every directory is visited once, with all steps of the glob that are due in it. It is listed only where one of
 * them is a wildcard, and not where all that it holds is excluded. What is left to visit waits in a queue of its own,
 * so depth costs no stack, and one directory is open at a time. Paths that are kept are made anew, as a {@link Path}
 * that was asked for its text or its names caches them.
 */
final class GlobWalk {

    private record Visit(Path directory, Set<GlobStep> due) {}

    private final Exclusions exclusions;
    private final Hidden hidden;
    private final Deque<Visit> pending = new ArrayDeque<>();
    private final Map<Set<GlobStep>, Set<GlobStep>> shared = new HashMap<>();
    private final List<Path> matches = new ArrayList<>();
    private final Map<Path, IOException> troubles = new LinkedHashMap<>();

    /** Walks from the recipe's folder, and from the root where the glob, or an alternative of it, is absolute. */
    GlobWalk(Glob glob, Path folder, Exclusions exclusions, Hidden hidden) {
        this.exclusions = exclusions;
        this.hidden = hidden;
        start(folder, glob.relative());
        start(folder.getFileSystem().getPath("/"), glob.rooted());
        while (!pending.isEmpty()) {
            visit(pending.pop());
        }
        matches.sort(null);
    }

    /** Everything but directories that matches and is not excluded, in unsigned byte order. */
    List<Path> matches() {
        return matches;
    }

    /** Directories that could not be looked into, and why. */
    Map<Path, IOException> troubles() {
        return troubles;
    }

    private void start(Path directory, List<GlobStep> starts) {
        Set<GlobStep> due = new LinkedHashSet<>();
        starts.forEach(step -> step.addTo(due));
        try {
            if (!due.isEmpty() && attributes(directory).isDirectory()) {
                pending.push(new Visit(directory, due));
            }
        } catch (NoSuchFileException missing) {
            // Nothing can match there, as in any other directory that a glob names and that is missing.
        } catch (IOException failed) {
            troubles.put(directory, failed);
        }
    }

    private void visit(Visit visit) {
        Map<Path, Set<GlobStep>> named = new LinkedHashMap<>();
        List<GlobStep> listed = new ArrayList<>();
        for (GlobStep step : visit.due) {
            if (step.part() instanceof GlobPart.Name name) {
                Path path = visit.directory.getFileSystem().getPath(name.text());
                step.addNextTo(named.computeIfAbsent(path, key -> new LinkedHashSet<>()));
            } else if (step != GlobStep.END) {
                listed.add(step);
            }
        }
        if (!listed.isEmpty()) {
            list(visit.directory, listed, named);
        }
        named.forEach((name, due) -> arrive(visit.directory, name, due, Set.of()));
    }

    /** Meets the entries of a directory, and takes out of {@code named} those that it meets. */
    private void list(Path directory, List<GlobStep> listed, Map<Path, Set<GlobStep>> named) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                Path name = entry.getFileName();
                String display = name.toString();
                Set<GlobStep> byName = named.remove(name);
                Set<GlobStep> due = byName == null ? new LinkedHashSet<>() : byName;
                Set<GlobStep> deeper = new LinkedHashSet<>();
                for (GlobStep step : listed) {
                    if (step.part().matches(display, hidden)) {
                        step.addNextTo(step.part() instanceof GlobPart.AnyDepth ? deeper : due);
                    }
                }
                arrive(directory, name, due, deeper);
            }
        } catch (DirectoryIteratorException failed) {
            troubles.putIfAbsent(directory, failed.getCause());
        } catch (IOException failed) {
            troubles.putIfAbsent(directory, failed);
        }
    }

    /** Takes a name as a match, as a directory to visit, or neither; {@code deeper} is due only if it is no link. */
    private void arrive(Path directory, Path name, Set<GlobStep> due, Set<GlobStep> deeper) {
        if (due.isEmpty() && deeper.isEmpty()) {
            return;
        }
        Path path = directory.resolve(name);
        try {
            if (!attributes(path).isDirectory()) {
                match(directory, name, due);
                return;
            }
            if (!deeper.isEmpty() && !Files.isSymbolicLink(path)) {
                due.addAll(deeper);
            }
            if (leadsOn(due) && !exclusions.holdAllBelow(directory.resolve(name))) {
                pending.push(new Visit(path, shared.computeIfAbsent(Set.copyOf(due), key -> key)));
            }
        } catch (IOException failed) {
            arriveAtLink(directory, name, due, failed);
        }
    }

    /** A name that cannot be followed: absent, or a link to nowhere, which is a file that cannot be read. */
    private void arriveAtLink(Path directory, Path name, Set<GlobStep> due, IOException failed) {
        Path path = directory.resolve(name);
        try {
            attributes(path, LinkOption.NOFOLLOW_LINKS);
            match(directory, name, due);
            boolean toNowhere = failed instanceof NoSuchFileException;
            if (leadsOn(due) && !toNowhere && !exclusions.holdAllBelow(path)) {
                troubles.putIfAbsent(path, failed);
            }
        } catch (NoSuchFileException absent) {
            // A literal name that is not there, or an entry that was removed since it was listed.
        } catch (IOException hidden) {
            troubles.putIfAbsent(directory, hidden);
        }
    }

    private void match(Path directory, Path name, Set<GlobStep> due) {
        if (due.contains(GlobStep.END) && !exclusions.hold(directory.resolve(name))) {
            matches.add(directory.resolve(name));
        }
    }

    private static boolean leadsOn(Set<GlobStep> due) {
        return due.size() > (due.contains(GlobStep.END) ? 1 : 0);
    }

    private static BasicFileAttributes attributes(Path path, LinkOption... options) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, options);
    }
}
