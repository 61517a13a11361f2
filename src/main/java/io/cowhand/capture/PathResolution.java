package io.cowhand.capture;

import io.cowhand.bytes.Bytes;
import io.cowhand.capture.KnownFolders.Folder;
import io.cowhand.os.FileStatus;
import io.cowhand.os.PathBytes;
import io.cowhand.os.SystemCalls.TrailingLink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** Resolves paths in a capture as the kernel does in the system (path_resolution(7)). */
final class PathResolution {

    private static final Bytes HERE = Bytes.utf8(".");
    private static final Bytes PARENT = Bytes.utf8("..");

    private final NodeTable nodes;
    private final Place root;

    PathResolution(NodeTable nodes, Folder folders) {
        this.nodes = nodes;
        this.root = new Place(NodeTable.ROOT, folders);
    }

    /** A step of a walk: where it leads to, and by which name. */
    private record Step(Place place, Bytes name) {}

    /** The way from the root to a place, without links. */
    private final class Way {
        private final Path path;
        private final Deque<Step> steps = new ArrayDeque<>();
        private final Deque<Bytes> left = new ArrayDeque<>();
        private int links;

        Way(Path path) {
            this.path = path;
        }

        private Place end() {
            return steps.isEmpty() ? root : steps.getLast().place;
        }

        Place walk(TrailingLink last) throws IOException {
            push(PathBytes.bytes(path.toAbsolutePath()));
            while (!left.isEmpty()) {
                Bytes name = left.removeFirst();
                if (name.equals(HERE)) {
                    continue;
                }
                if (!isDirectory(end())) {
                    throw new FileSystemException(path.toString(), null, "Not a directory");
                }
                if (name.equals(PARENT)) {
                    steps.pollLast();
                    continue;
                }
                Place next = enter(end(), name);
                Optional<Path> target =
                        left.isEmpty() && last == TrailingLink.REFUSED ? Optional.empty() : target(next);
                if (target.isPresent()) {
                    follow(target.get());
                } else {
                    steps.addLast(new Step(next, name));
                }
            }
            return end();
        }

        private void follow(Path target) throws IOException {
            links++;
            if (links > Limits.LINKS) {
                throw new FileSystemException(
                        path.toString(),
                        null,
                        "Too many levels of symbolic links or unable to access attributes of symbolic link");
            }
            if (target.isAbsolute()) {
                steps.clear();
            }
            push(PathBytes.bytes(target));
        }

        /** Puts the names of a path before those that are left. */
        private void push(ByteBuffer names) {
            Bytes bytes = Bytes.copyOf(names);
            int end = bytes.length();
            for (int at = end - 1; at >= -1; at--) {
                if (at < 0 || bytes.u8(at) == '/') {
                    if (at + 1 < end) {
                        left.addFirst(bytes.slice(at + 1, end));
                    }
                    end = at;
                }
            }
        }

        private Place enter(Place directory, Bytes name) throws IOException {
            OptionalInt node = directory.isCaptured() ? nodes.find(directory.node(), name) : OptionalInt.empty();
            Folder folder =
                    directory.folder() == null ? null : directory.folder().find(PathBytes.of(name.asBuffer()));
            if (node.isEmpty() && folder == null) {
                throw new NoSuchFileException(path.toString(), null, "the capture does not contain it");
            }
            Place place = new Place(node.orElse(Place.UNKNOWN), folder);
            check(place);
            return place;
        }

        private void check(Place place) throws IOException {
            if (!place.isCaptured() || nodes.exists(place.node())) {
                return;
            }
            String error = nodes.error(place.node());
            throw error.isEmpty()
                    ? new NoSuchFileException(path.toString())
                    : new FileSystemException(path.toString(), null, error);
        }

        Path real() {
            Path real = Path.of("/");
            for (Step step : steps) {
                real = real.resolve(PathBytes.of(step.name.asBuffer()));
            }
            return real;
        }
    }

    /**
     * Returns the place that a path leads to.
     *
     * @throws NoSuchFileException if there was none, or the capture does not know
     * @throws IOException if the path leads nowhere for another reason, or the reason that was captured
     */
    Place resolve(Path path, TrailingLink last) throws IOException {
        return new Way(path).walk(last);
    }

    /** Returns the path of an existing file without links. */
    Path realPath(Path path) throws IOException {
        Way way = new Way(path);
        way.walk(TrailingLink.FOLLOWED);
        return way.real();
    }

    private boolean isDirectory(Place place) {
        return place.isCaptured()
                ? nodes.isDirectory(place.node())
                : status(place).isDirectory();
    }

    /** Returns the status of what is at a place. */
    FileStatus status(Place place) {
        return place.isCaptured()
                ? nodes.status(place.node())
                : Objects.requireNonNull(place.folder()).status().orElseThrow();
    }

    /** Returns the target of the link at a place; nothing if there is no link. */
    Optional<Path> target(Place place) {
        if (!place.isCaptured()) {
            return Objects.requireNonNull(place.folder()).target();
        }
        if (!nodes.isLink(place.node())) {
            return Optional.empty();
        }
        ByteBuffer target = nodes.target(place.node());
        return target.hasRemaining() ? Optional.of(PathBytes.of(target)) : Optional.empty();
    }
}
