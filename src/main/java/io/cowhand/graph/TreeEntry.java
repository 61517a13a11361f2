package io.cowhand.graph;

import io.cowhand.problem.Problem;
import io.cowhand.qcow2.DiskFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** An entry of a tree: a node with all that is below it, or many equal files with nothing below them. */
public sealed interface TreeEntry {

    /** A node of its own. */
    record Single(int node) implements TreeEntry {}

    /**
     * Files of the same format and size, with the same problems.
     *
     * @param count their number
     * @param first the first of them
     */
    record Equal(int count, List<Integer> first) implements TreeEntry {
        /** Copies the list. */
        public Equal {
            first = List.copyOf(first);
        }
    }

    /**
     * When equal files become one entry.
     *
     * @param from the number of equal files from which on they do; {@link Integer#MAX_VALUE} for never
     * @param shown how many of them remain entries of their own
     */
    record Grouping(int from, int shown) {
        /** Nothing is grouped. */
        public static final Grouping NONE = new Grouping(Integer.MAX_VALUE, 0);

        private static final int NAMES = 2;

        /** What equal files have in common. */
        private record Kind(Optional<DiskFormat> format, long size, List<Problem> problems) {

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

        /** Returns the entries of some nodes, in their order, and the groups after them. */
        public List<TreeEntry> entries(ImageGraph graph, IntStream nodes) {
            int[] all = nodes.toArray();
            Map<Kind, Integer> counts = new HashMap<>();
            if (all.length >= from) {
                for (int node : all) {
                    Kind.of(graph, node).ifPresent(kind -> counts.merge(kind, 1, Integer::sum));
                }
            }
            List<TreeEntry> entries = new ArrayList<>();
            Map<Kind, List<Integer>> groups = new LinkedHashMap<>();
            Map<Kind, Integer> seen = new HashMap<>();
            for (int node : all) {
                Optional<Kind> kind = counts.isEmpty() ? Optional.empty() : Kind.of(graph, node);
                boolean isGrouped = kind.filter(each -> counts.getOrDefault(each, 0) >= from)
                        .filter(each -> seen.merge(each, 1, Integer::sum) > shown)
                        .isPresent();
                if (isGrouped) {
                    List<Integer> group = groups.computeIfAbsent(kind.get(), none -> new ArrayList<>());
                    if (group.size() < NAMES) {
                        group.add(node);
                    }
                } else {
                    entries.add(new Single(node));
                }
            }
            groups.forEach((kind, first) -> entries.add(new Equal(counts.getOrDefault(kind, 0) - shown, first)));
            return entries;
        }
    }
}
