package io.cowhand.image;

import io.cowhand.image.GlobPart.Hidden;
import io.cowhand.os.FileStatus;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
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
 * <p>Every directory is visited once, with all steps of the glob that are due in it. It is listed only where one of
 * them is a wildcard, and not where all that it holds is excluded. The names that matter in it are sorted, and then met in
 * turn, so that no more than these have to be kept; directories that are not finished wait on a stack of their own.
 */
final class GlobWalk {

    /** Gets what is found. */
    @FunctionalInterface
    interface Visitor {
        /**
         * Meets a file that matches, or a link to a directory in which files might match and that is not followed.
         *
         * @param listed what the path leads to
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
     * @param links follows the links that are met; that the folder is reached by some does not matter
     * @param visitor gets everything but directories that matches and is not excluded
     * @param watchdog hears of every directory and file before the system is asked for it
     * @return directories that could not be looked into, and why
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
        // The paths of the two come in one order.
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
                FileStatus status = FileStatus.of(directory);
                if (status.isDirectory()) {
                    enter(DirectoryHandle.trusted(directory, links.isShared(status)), due);
                }
            }
            while (!open.isEmpty()) {
                meetNext(open.peek());
            }
        } catch (NoSuchFileException missing) {
            // Nothing can match there, as in any other directory that a glob names and that is missing.
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

    /** Goes into a directory; where somebody may have exchanged it since it was looked at, what is there now counts. */
    private void enter(DirectoryCursor visit, Path name, Set<GlobStep> due) {
        if (!visit.isShared(name)) {
            enter(visit.folder.below(name, false), due);
            return;
        }
        Path directory = visit.directory.resolve(name);
        watchdog.awaiting(directory);
        try {
            if (open.size() >= Limits.OPEN_DIRECTORIES) {
                throw new IOException("it lies too deep in folders that others can exchange");
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

    /** Finds out which names in a directory matter, and puts it on the stack. */
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

    /** Looks through the entries of a directory, and takes out of {@code named} those that are there. */
    private void list(DirectoryCursor visit, List<GlobStep> listed, Map<Path, Set<GlobStep>> named) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(visit.folder.path())) {
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
                // Made anew, as a path that was asked for its text keeps it.
                arrive(visit, entry.getFileName(), due, deeper);
            }
        } catch (DirectoryIteratorException failed) {
            troubles.putIfAbsent(visit.directory, failed.getCause());
        } catch (IOException failed) {
            troubles.putIfAbsent(visit.directory, failed);
        }
    }

    /** Takes a name as that of a file, of a directory to visit, or neither; {@code deeper} is due only if it is no link. */
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

    /** Whether a name leads to a directory in which something is due, which is completed by what is due deeper down. */
    private boolean isToVisit(DirectoryCursor visit, Path name, Set<GlobStep> due, Set<GlobStep> deeper) {
        Path path = visit.directory.resolve(name);
        watchdog.awaiting(path);
        try {
            FileStatus own = FileStatus.ofItself(visit.folder.path(name));
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
            // A literal name that is not there, or an entry that was removed since it was listed.
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
        // The system answers several threads at a time, which pays only where there is much to ask.
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
