package io.cowhand.capture;

import io.cowhand.image.FileIdentity;
import io.cowhand.image.ImageReference;
import io.cowhand.inspect.BackingGate;
import io.cowhand.inspect.HeaderReader;
import io.cowhand.inspect.ReadResult;
import io.cowhand.os.FileStatus;
import io.cowhand.os.FileTree;
import io.cowhand.os.IoErrors;
import io.cowhand.os.SystemCalls.TrailingLink;
import io.cowhand.qcow2.DiskFormat;
import io.cowhand.qcow2.HeaderField;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Records what Cowhand reads of files: all that it reads of qcow2 images; of other files, what tells their format. Safe
 * for use by several threads.
 */
final class FileRecorder {

    private final PathWalk walk = new PathWalk();
    private final TreeBuilder tree;

    /** Creates a recorder that adds what it finds on the way to a tree. */
    FileRecorder(TreeBuilder tree) {
        this.tree = tree;
    }

    /** Records the file that a path leads to, and the names on its way; returns what was found in the end. */
    PathNode record(Path path) {
        Optional<PathNode> end = walk.walk(path, tree::put);
        if (end.isEmpty()) {
            return PathNode.failed(path, reason(path));
        }
        FileStatus status = end.get().status().orElseThrow().file();
        if (status.isDirectory()) {
            return listed(end.get());
        }
        return status.isRegular() && status.size() > 0 ? read(path, end.get(), status) : end.get();
    }

    private static String reason(Path nowhere) {
        try {
            FileTree.SYSTEM.status(nowhere);
            return "it was created while the capture was made";
        } catch (IOException error) {
            return IoErrors.describe(error);
        }
    }

    /** Records that a file did not answer. */
    PathNode unanswered(Path path, String why) {
        PathNode node = PathNode.failed(path.toAbsolutePath().normalize(), why);
        tree.put(node);
        return node;
    }

    /** Records whether a directory can be listed. */
    private PathNode listed(PathNode directory) {
        try (DirectoryStream<Path> entries = FileTree.SYSTEM.entries(directory.path())) {
            for (Path entry : entries) {
                FileTree.SYSTEM.statusOfItself(entry);
            }
            return directory;
        } catch (DirectoryIteratorException failed) {
            return failed(directory, IoErrors.describe(Objects.requireNonNull(failed.getCause())));
        } catch (IOException failed) {
            return failed(directory, IoErrors.describe(failed));
        }
    }

    private PathNode read(Path name, PathNode file, FileStatus status) {
        ImageReference image = new ImageReference(file.path(), new FileIdentity.Resolved(status.id(), false));
        try (RecordingFile opened = new RecordingFile(FileTree.SYSTEM.open(file.path(), TrailingLink.REFUSED))) {
            ReadResult reading = HeaderReader.SYSTEM.readFirstCluster(opened, status, image);
            if (opened.failure().isPresent()) {
                return failed(file, opened.failure().get());
            }
            if (reading instanceof ReadResult.Unreadable unreadable) {
                return failed(file, unreadable.problem().message());
            }
            if (reading instanceof ReadResult.Readable readable) {
                // Only looked at: whether it exists, and which file it is.
                BackingGate.places(name, file.path(), readable.facts().header())
                        .forEach(backing -> walk.walk(backing, tree::put));
            }
            return file.with(reading instanceof ReadResult.NotQcow2 ? start(opened.content()) : opened.content());
        } catch (IOException error) {
            return failed(file, IoErrors.describe(error));
        }
    }

    private PathNode failed(PathNode node, String why) {
        PathNode failed = node.withError(why);
        tree.put(failed);
        return failed;
    }

    /** Returns no more of a file that is not qcow2 than tells which format it is: it may hold anybody's data. */
    private static FileContent start(FileContent content) {
        boolean isRaw = DiskFormat.of(content.start(DiskFormat.PROBED)) == DiskFormat.RAW;
        return content.firstOnly(isRaw ? HeaderField.MAGIC.width() : DiskFormat.PROBED);
    }
}
