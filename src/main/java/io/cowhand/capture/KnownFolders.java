package io.cowhand.capture;

import io.cowhand.os.FileStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folders of this system that relative paths start from, and what lies on the way to them.
 *
 * <p>A recipe lies on this system, perhaps in a folder that the capture does not know: its own, or a link to another. Only
 * where the capture knows nothing, these folders stand in: so that {@code ../images} leads to where it leads here.
 */
final class KnownFolders {

    private final Folder root = new Folder(Optional.empty(), Optional.empty());

    /** A folder or a link; what is in it is only what lies on the way. */
    static final class Folder {
        private final Optional<FileStatus> status;
        private final Optional<Path> target;
        private final Map<Path, Folder> inside = new HashMap<>();

        private Folder(Optional<FileStatus> status, Optional<Path> target) {
            this.status = status;
            this.target = target;
        }

        Optional<FileStatus> status() {
            return status;
        }

        /** Returns the target of a link. */
        Optional<Path> target() {
            return target;
        }

        @Nullable
        Folder find(Path name) {
            return inside.get(name);
        }
    }

    /** Adds a folder; of one that does not exist, what there is on the way. */
    void add(Path folder) {
        Deque<Path> left = new ArrayDeque<>();
        folder.toAbsolutePath().forEach(left::addLast);
        Deque<Folder> way = new ArrayDeque<>();
        Path at = Path.of("/");
        way.push(root);
        for (int links = 0; !left.isEmpty() && links <= Limits.LINKS; ) {
            Path name = left.removeFirst();
            if (name.toString().equals("..")) {
                at = at.getParent() == null ? at : at.getParent();
                if (way.size() > 1) {
                    way.pop();
                }
                continue;
            }
            Path path = at.resolve(name);
            Optional<Folder> there =
                    Optional.ofNullable(way.peek().inside.get(name)).or(() -> look(path));
            if (there.isEmpty()) {
                return;
            }
            way.peek().inside.put(name, there.get());
            if (there.get().target.isPresent()) {
                links++;
                Path target = there.get().target.get();
                for (int i = target.getNameCount() - 1; i >= 0; i--) {
                    left.addFirst(target.getName(i));
                }
                if (target.isAbsolute()) {
                    way.clear();
                    way.push(root);
                    at = Path.of("/");
                }
            } else {
                way.push(there.get());
                at = path;
            }
        }
    }

    private static Optional<Folder> look(Path path) {
        try {
            FileStatus status = FileStatus.ofItself(path);
            if (status.isLink()) {
                return Optional.of(new Folder(Optional.of(status), Optional.of(Files.readSymbolicLink(path))));
            }
            return status.isDirectory()
                    ? Optional.of(new Folder(Optional.of(status), Optional.empty()))
                    : Optional.empty();
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }

    Folder root() {
        return root;
    }
}
