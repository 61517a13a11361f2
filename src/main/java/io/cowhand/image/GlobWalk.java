package io.cowhand.image;

import io.cowhand.image.GlobPart.Hidden;
import io.cowhand.os.FileStatus;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the files that match a glob, in unsigned byte order of their paths.
 *
 * <p>Each directory is visited once, with all steps of the glob that are due in it. It is listed only if one of them
 * is a wildcard, and not if everything in it is excluded. The names that may match are sorted and then visited in turn,
 * so that only these are kept in memory; unfinished directories wait on a stack.
 */
final class GlobWalk {

    /** Receives the files that match. */
    @FunctionalInterface
    interface Visitor {
        /**
         * Receives a file that matches, or a link that is not followed to a directory in which files might match.
         *
         * @param listed the file that the path leads to
         */
        void visit(Path path, FileIdentity listed);
    }

    private final Exclusions exclusions;
    private final Hidden hidden;
    private final LinkFollower links;
    private final Visitor visitor;
    private final SearchWatchdog watchdog;
    private final Deque<DirectoryCursor> open = new ArrayDeque<>();
    private final Map<Set<GlobStep>, Set<GlobStep>> dues = new HashMap<>();
    private final Map<Path, IOException> troubles = new LinkedHashMap<>();

    private GlobWalk(
            Exclusions exclusions, Hidden hidden, LinkFollower links, Visitor visitor, SearchWatchdog watchdog) {
        this.exclusions = exclusions;
        this.hidden = hidden;
        this.links = links;
        this.visitor = visitor;
        this.watchdog = watchdog;
    }

    /**
     * Walks from the recipe's folder, and from the root where the glob, or an alternative of it, is absolute.
     *
     * @param links follows links below the folder; links on the path to the folder itself are not checked
     * @param visitor receives all files that match and are not excluded
     * @param watchdog is notified before each system call
     * @return directories that could not be listed, and why
     */
    static Map<Path, IOException> walk(
            Glob glob,
            Path folder,
            Exclusions exclusions,
            Hidden hidden,
            LinkFollower links,
            Visitor visitor,
            SearchWatchdog watchdog) {
        GlobWalk walk = new GlobWalk(exclusions, hidden, links, visitor, watchdog);
        if (glob.relative().isEmpty() || glob.rooted().isEmpty()) {
            walk.from(folder, glob.relative());
            walk.from(root(folder), glob.rooted());
            return walk.troubles;
        }
        // The matches of both come in one order.
        Map<Path, FileIdentity> found = new TreeMap<>();
        GlobWalk both = new GlobWalk(exclusions, hidden, links, found::put, watchdog);
        both.from(folder, glob.relative());
        both.from(root(folder), glob.rooted());
        found.forEach(visitor::visit);
        return both.troubles;
    }

    private static Path root(Path folder) {
        return folder.getFileSystem().getPath("/");
    }

    private void from(Path directory, List<GlobStep> starts) {
        Set<GlobStep> due = new LinkedHashSet<>();
        starts.forEach(step -> step.addTo(due));
        watchdog.awaiting(directory);
        try {
            if (!due.isEmpty()) {
                FileStatus status = links.files().status(directory);
                if (status.isDirectory()) {
                    enter(DirectoryHandle.trusted(directory, links.isShared(status)), due);
                }
            }
            while (!open.isEmpty()) {
                meetNext(open.peek());
            }
        } catch (NoSuchFileException missing) {
            // As for any other directory that a glob names: nothing in it matches.
        } catch (IOException failed) {
            troubles.put(directory, failed);
        } finally {
            open.forEach(DirectoryCursor::close);
        }
    }

    private void meetNext(DirectoryCursor visit) {
        if (visit.isDone()) {
            open.pop().close();
            return;
        }
        Optional<Set<GlobStep>> due = visit.dueNext();
        if (due.isPresent()) {
            enter(visit, visit.nextDirectory(), due.get());
        } else {
            meet(visit, visit.nextFiles());
        }
    }

    /** Enters a directory; one that may have been replaced since it was looked up is examined again. */
    private void enter(DirectoryCursor visit, Path name, Set<GlobStep> due) {
        if (!visit.isShared(name)) {
            enter(visit.folder.below(name, false), due);
            return;
        }
        Path directory = visit.directory.resolve(name);
        watchdog.awaiting(directory);
        try {
            if (open.size() >= Limits.OPEN_DIRECTORIES) {
                throw new IOException("it lies too deep in directories that other users can write to");
            }
            LinkFollower.Result entered = links.enter(visit.folder, name);
            if (entered instanceof LinkFollower.OpenedDirectory into) {
                enter(into.folder().shownAs(directory), due);
            } else if (entered instanceof LinkFollower.Refusal not) {
                visitor.visit(directory, not.why());
            }
        } catch (IOException failed) {
            troubles.putIfAbsent(directory, failed);
        }
    }

    /** Collects the names in a directory that may match, and pushes it on the stack. */
    private void enter(DirectoryHandle folder, Set<GlobStep> due) {
        Path directory = folder.shown();
        Map<Path, Set<GlobStep>> named = new LinkedHashMap<>();
        List<GlobStep> listed = new ArrayList<>();
        for (GlobStep step : due) {
            if (step.part() instanceof GlobPart.Name name) {
                Path path = directory.getFileSystem().getPath(name.text());
                step.addNextTo(named.computeIfAbsent(path, key -> new LinkedHashSet<>()));
            } else if (step != GlobStep.END) {
                listed.add(step);
            }
        }
        DirectoryCursor visit = new DirectoryCursor(folder);
        watchdog.awaiting(directory);
        if (!listed.isEmpty()) {
            list(visit, listed, named);
        }
        named.forEach((name, dueThere) -> arrive(visit, name, dueThere, Set.of()));
        watchdog.idle();
        visit.sort();
        open.push(visit);
    }

    /** Goes through the entries of a directory, and removes those that exist from {@code named}. */
    private void list(DirectoryCursor visit, List<GlobStep> listed, Map<Path, Set<GlobStep>> named) {
        try (DirectoryStream<Path> entries = links.files().entries(visit.folder.path())) {
            for (Path entry : entries) {
                watchdog.awaiting(visit.directory);
                Path name = entry.getFileName();
                String display = name.toString();
                Set<GlobStep> byName = named.isEmpty() ? null : named.remove(name);
                Set<GlobStep> due = byName == null ? new LinkedHashSet<>() : byName;
                Set<GlobStep> deeper = new LinkedHashSet<>();
                for (GlobStep step : listed) {
                    if (step.part().matches(display, hidden)) {
                        step.addNextTo(step.part() instanceof GlobPart.AnyDepth ? deeper : due);
                    }
                }
                // A new object, since a path caches its text.
                arrive(visit, entry.getFileName(), due, deeper);
            }
        } catch (DirectoryIteratorException failed) {
            troubles.putIfAbsent(visit.directory, failed.getCause());
        } catch (IOException failed) {
            troubles.putIfAbsent(visit.directory, failed);
        }
    }

    /** Adds a name as a file, as a directory to visit, or not at all; {@code deeper} is due only if it is no link. */
    private void arrive(DirectoryCursor visit, Path name, Set<GlobStep> due, Set<GlobStep> deeper) {
        if ((leadsOn(due) || !deeper.isEmpty()) && isToVisit(visit, name, due, deeper)) {
            visit.addDirectory(name, dues.computeIfAbsent(Set.copyOf(due), all -> all));
        } else if (visit.refused.containsKey(name)) {
            visit.addFile(name);
        } else if (due.contains(GlobStep.END)
                && (exclusions.isEmpty() || !exclusions.excludes(visit.directory.resolve(name)))) {
            visit.addFile(name);
        }
    }

    /** Returns whether a name leads to a directory in which steps are due, after adding {@code deeper} to them. */
    private boolean isToVisit(DirectoryCursor visit, Path name, Set<GlobStep> due, Set<GlobStep> deeper) {
        Path path = visit.directory.resolve(name);
        watchdog.awaiting(path);
        try {
            FileStatus own = links.files().statusOfItself(visit.folder.path(name));
            if (own.isLink()) {
                return leadsOn(due) && !exclusions.excludesAllBelow(path) && leadsToDirectory(visit, name, path, own);
            }
            if (!own.isDirectory()) {
                return false;
            }
            due.addAll(deeper);
            if (links.isShared(own)) {
                visit.shared.add(name);
            }
            return leadsOn(due) && !exclusions.excludesAllBelow(path);
        } catch (NoSuchFileException absent) {
            // A literal name that does not exist, or an entry that was removed since it was listed.
        } catch (IOException hidden) {
            troubles.putIfAbsent(visit.directory, hidden);
        }
        return false;
    }

    private boolean leadsToDirectory(DirectoryCursor visit, Path name, Path link, FileStatus own) {
        try {
            LinkFollower.Result followed = links.follow(visit.folder, name, own);
            if (followed instanceof LinkFollower.Refusal not && not.toDirectory()) {
                visit.refused.put(name, not.why());
            }
            if (followed instanceof LinkFollower.Target to && to.status().isDirectory()) {
                if (to.isShared() || links.isShared(to.status())) {
                    visit.shared.add(name);
                }
                return true;
            }
        } catch (NoSuchFileException leadsNowhere) {
            // As if there were no such directory.
        } catch (IOException leadsAstray) {
            troubles.putIfAbsent(link, leadsAstray);
        }
        return false;
    }

    private void meet(DirectoryCursor visit, List<Path> names) {
        // Looking names up in parallel pays only for many of them.
        boolean isParallel = names.size() == DirectoryCursor.BATCH;
        (isParallel ? names.parallelStream() : names.stream())
                .map(name -> {
                    if (isParallel) {
                        watchdog.awaitingFileIn(visit.directory);
                    } else {
                        watchdog.awaiting(visit.directory.resolve(name));
                    }
                    return look(visit, name);
                })
                .toList()
                .forEach(found -> {
                    if (found instanceof NameLookup.Found file) {
                        visitor.visit(file.path(), file.identity());
                    } else if (found instanceof NameLookup.Failed failed) {
                        troubles.putIfAbsent(visit.directory, failed.cause());
                    }
                });
    }

    private NameLookup look(DirectoryCursor visit, Path name) {
        FileIdentity refused = visit.refused.get(name);
        return refused == null
                ? NameLookup.of(visit.folder, name, links)
                : new NameLookup.Found(visit.directory.resolve(name), refused);
    }

    private static boolean leadsOn(Set<GlobStep> due) {
        return due.size() > (due.contains(GlobStep.END) ? 1 : 0);
    }
}
