package io.cowhand.graph;

import io.cowhand.problem.Problem;
import io.cowhand.qcow2.DiskFormat;
import java.util.List;
import java.util.Optional;

/** What equal files have in common. */
record Kind(Optional<DiskFormat> format, long size, List<Problem> problems) {

    /** Returns the kind of a file that backs no other; nothing for any other node. */
    static Optional<Kind> of(ImageGraph graph, int node) {
        return graph.overlays(node) > 0
                ? Optional.empty()
                : graph.file(node)
                        .map(file -> new Kind(
                                file.disk().map(GraphFile.Disk::format),
                                file.disk().map(GraphFile.Disk::size).orElse(0L),
                                graph.problems(node)));
    }
}
