package io.cowhand.testing;

import io.cowhand.bytes.Bytes;
import io.cowhand.graph.GraphFile;
import io.cowhand.graph.GraphFile.Backing;
import io.cowhand.graph.GraphFile.Disk;
import io.cowhand.graph.GraphFile.Role;
import io.cowhand.graph.ImageGraph;
import io.cowhand.image.ImageReference;
import io.cowhand.inspect.BackingTarget;
import io.cowhand.os.FileId;
import io.cowhand.qcow2.DiskFormat;
import io.cowhand.rule.Overlay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** Files of a graph that are on no disk: what would have been read of them. */
public final class GraphFleet {

    private static final long SIZE = 1 << 20;
    private static final Optional<Bytes> QCOW2 = Optional.of(Bytes.utf8("qcow2"));

    private final List<GraphFile> files = new ArrayList<>();

    /** Returns a fleet of {@code /f/0}, {@code /f/1} and so on, each of which another one backs, or none if that is negative. */
    public static GraphFleet of(int count, IntUnaryOperator base) {
        GraphFleet fleet = new GraphFleet();
        for (int i = 0; i < count; i++) {
            int backing = base.applyAsInt(i);
            fleet.add(Role.IMAGE, "/f/" + i, i, backing < 0 ? Optional.empty() : Optional.of(there(backing)));
        }
        return fleet;
    }

    /** What a name leads to: the file with a number. */
    public static BackingTarget there(int inode) {
        return new BackingTarget.There(Path.of("/f/" + inode), new FileId(1, inode));
    }

    /** Adds an image without a backing file. */
    public GraphFleet add(String path) {
        return add(Role.IMAGE, path, files.size(), Optional.empty());
    }

    /** Adds an image with a backing file. */
    public GraphFleet add(String path, BackingTarget target) {
        return add(Role.IMAGE, path, files.size(), Optional.of(target));
    }

    /** Adds a file. */
    public GraphFleet add(Role role, String path, int inode, Optional<BackingTarget> target) {
        return add(role, Path.of(path), inode, target, Bytes.utf8("base"));
    }

    /** Adds a file with a name of its backing file. */
    public GraphFleet add(Role role, Path path, int inode, Optional<BackingTarget> target, Bytes name) {
        files.add(new GraphFile(
                new ImageReference(path),
                role,
                Optional.of(new FileId(1, inode)),
                Optional.of(new Disk(
                        DiskFormat.QCOW2,
                        SIZE,
                        false,
                        target.map(each -> new Backing(new Overlay(name, QCOW2, SIZE), each)))),
                List.of()));
        return this;
    }

    /** Adds a file of another format than qcow2. */
    public GraphFleet addRaw(Role role, String path, int inode) {
        files.add(new GraphFile(
                new ImageReference(Path.of(path)),
                role,
                Optional.of(new FileId(1, inode)),
                Optional.of(new Disk(DiskFormat.RAW, SIZE, false, Optional.empty())),
                List.of()));
        return this;
    }

    /** The graph of the files. */
    public ImageGraph graph() {
        return graph(ImageGraph.MAX_DEPTH);
    }

    /** The graph of the files, with a limit on chains. */
    public ImageGraph graph(int maxDepth) {
        return ImageGraph.of(files, List.of(), maxDepth);
    }
}
