package io.cowhand.capture;

import io.cowhand.os.FileHandle;
import io.cowhand.os.FileStatus;
import io.cowhand.os.FileTree;
import io.cowhand.os.LockTable;
import io.cowhand.os.MountPolicy;
import io.cowhand.os.PathBytes;
import io.cowhand.os.ReadableFile;
import io.cowhand.os.SystemCalls.TrailingLink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The files of a capture. Locks are not captured, so no file is in use. */
final class CapturedTree implements FileTree {

    private final CaptureFile capture;
    private final NodeTable nodes;
    private final PathResolution paths;

    CapturedTree(CaptureFile capture, KnownFolders folders) {
        this.capture = capture;
        this.nodes = capture.nodes();
        this.paths = new PathResolution(nodes, folders.root());
    }

    @Override
    public FileStatus status(Path path) throws IOException {
        return paths.status(paths.resolve(path, TrailingLink.FOLLOWED));
    }

    @Override
    public FileStatus statusOfItself(Path path) throws IOException {
        return paths.status(paths.resolve(path, TrailingLink.REFUSED));
    }

    @Override
    public Path target(Path link) throws IOException {
        return paths.target(paths.resolve(link, TrailingLink.REFUSED))
                .orElseThrow(() -> new NotLinkException(link.toString()));
    }

    @Override
    public DirectoryStream<Path> entries(Path directory) throws IOException {
        Place place = paths.resolve(directory, TrailingLink.FOLLOWED);
        List<Path> entries = new ArrayList<>();
        if (place.isCaptured()) {
            check(directory, place.node());
            int first = nodes.first(place.node());
            for (int node = first; node < first + nodes.entries(place.node()); node++) {
                if (nodes.exists(node) || !nodes.error(node).isEmpty()) {
                    entries.add(directory.resolve(PathBytes.of(nodes.nameOf(node))));
                }
            }
        }
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return entries.iterator();
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }

    @Override
    public Path realPath(Path path) throws IOException {
        return paths.realPath(path);
    }

    /** Nothing in a capture is replaced, so a path will do. */
    @Override
    public FileHandle handle(Path path, TrailingLink link) throws IOException {
        FileStatus status = link == TrailingLink.FOLLOWED ? status(path) : statusOfItself(path);
        return new FileHandle() {
            @Override
            public FileStatus status() {
                return status;
            }

            @Override
            public Path path() {
                return path;
            }

            @Override
            public Path target() throws IOException {
                return CapturedTree.this.target(path);
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }

    @Override
    public ReadableFile open(Path path, TrailingLink link) throws IOException {
        Place place = paths.resolve(path, link);
        if (!place.isCaptured()) {
            throw new FileSystemException(path.toString(), null, "it is not a regular file");
        }
        check(path, place.node());
        if (nodes.pack(place.node()).isEmpty()) {
            throw new FileSystemException(
                    path.toString(),
                    null,
                    "the capture knows this file, but not what is in it: it was not captured itself");
        }
        FileContent content = capture.content(place.node());
        return new ReadableFile() {
            @Override
            public long size() {
                return content.size();
            }

            @Override
            public int read(ByteBuffer buffer, long offset) throws IOException {
                return content.read(buffer, offset);
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }

    /** Throws the error that there was when the file or directory was captured. */
    private void check(Path path, int node) throws FileSystemException {
        String error = nodes.error(node);
        if (!error.isEmpty()) {
            throw new FileSystemException(path.toString(), null, error);
        }
    }

    @Override
    public boolean isLockedNow(FileStatus file) {
        return false;
    }

    @Override
    public LockTable locks() {
        return LockTable.empty();
    }

    @Override
    public MountPolicy mounts() {
        return MountPolicy.of(capture.mounts());
    }

    @Override
    public OptionalLong user() {
        return capture.manifest().user();
    }

    @Override
    public String describeOwner(Path path, long owner) {
        Map<Long, String> names = capture.manifest().owners();
        return names.getOrDefault(owner, "user " + owner);
    }
}
