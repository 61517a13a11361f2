package io.cowhand.capture;

import io.cowhand.os.ExtendedStatus;
import io.cowhand.os.IoErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Walks paths name by name, and tells what is found on the way. Safe for use by several threads. */
final class PathWalk {

    private static final Path ROOT = Path.of("/");

    /** Directories and links that have been found; what becomes of them later does not matter. */
    private final Map<Path, PathNode> passed = new ConcurrentHashMap<>();

    /**
     * Walks a path and the links on it.
     *
     * @param found receives what is found, directories before what is in them; what an earlier walk found on the way is
     *     left out
     * @return the file at the end; empty if the path leads to none
     */
    Optional<PathNode> walk(Path path, Consumer<PathNode> found) {
        Deque<Path> left = new ArrayDeque<>();
        path.toAbsolutePath().forEach(left::addLast);
        PathNode at = look(ROOT, found);
        int links = 0;
        while (!left.isEmpty()) {
            Path name = left.removeFirst();
            if (name.toString().equals(".")) {
                continue;
            }
            if (name.toString().equals("..")) {
                at = look(parent(at.path()), found);
                continue;
            }
            PathNode next = look(at.path().resolve(name), found);
            if (next.target().isPresent()) {
                links++;
                if (links > Limits.LINKS) {
                    return Optional.empty();
                }
                Path target = next.target().get();
                for (int i = target.getNameCount() - 1; i >= 0; i--) {
                    left.addFirst(target.getName(i));
                }
                at = target.isAbsolute() ? look(ROOT, found) : at;
                continue;
            }
            boolean isThere = next.status().isPresent();
            if (!isThere || !left.isEmpty() && !next.status().get().file().isDirectory()) {
                return Optional.empty();
            }
            at = next;
        }
        return Optional.of(at);
    }

    private static Path parent(Path path) {
        return path.getParent() == null ? ROOT : path.getParent();
    }

    private PathNode look(Path path, Consumer<PathNode> found) {
        PathNode known = passed.get(path);
        if (known != null) {
            return known;
        }
        PathNode node = node(path);
        boolean isPassage = node.target().isPresent()
                || node.status().filter(status -> status.file().isDirectory()).isPresent();
        if (isPassage) {
            if (passed.size() >= Limits.REMEMBERED) {
                passed.clear();
            }
            passed.put(path, node);
        }
        found.accept(node);
        return node;
    }

    private static PathNode node(Path path) {
        try {
            ExtendedStatus status = ExtendedStatus.ofItself(path);
            Optional<Path> target =
                    status.file().isLink() ? Optional.of(Files.readSymbolicLink(path)) : Optional.empty();
            return PathNode.found(path, status, target);
        } catch (NoSuchFileException missing) {
            return PathNode.missing(path);
        } catch (IOException hidden) {
            return PathNode.failed(path, IoErrors.describe(hidden));
        }
    }
}
