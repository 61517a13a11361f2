package io.cowhand.report;

import io.cowhand.graph.BaseState;
import io.cowhand.graph.GraphFile;
import io.cowhand.graph.ImageGraph;
import io.cowhand.graph.OutsideBase;
import io.cowhand.graph.TreeEntry;
import io.cowhand.problem.Problem;
import io.cowhand.problem.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the forms of a graph say of a node. */
final class GraphLabel {

    private GraphLabel() {}

    /** Returns the path or name of a node, escaped. */
    static String name(ImageGraph graph, int node) {
        return Escaped.plain(graph.display(node));
    }

    /** Returns the format and the size of a file, or what is known of a backing file outside. */
    static String details(ImageGraph graph, int node) {
        return graph.file(node)
                .map(GraphLabel::details)
                .orElseGet(() -> graph.outside(node).map(GraphLabel::details).orElse(""));
    }

    private static String details(GraphFile file) {
        return file.disk()
                .map(disk ->
                        disk.format().label() + (file.problems().isEmpty() ? ", " + ByteCount.of(disk.size()) : ""))
                .orElse("cannot be read");
    }

    private static String details(OutsideBase base) {
        return switch (base.state()) {
            case FOUND, EXISTS -> "exists, but is not named here";
            case MISSING -> "no such file";
            case UNKNOWN -> "not named here";
            case NOT_FOLLOWED -> "not followed";
        };
    }

    /** Returns the names of the first of some equal files. */
    static String names(ImageGraph graph, TreeEntry.Equal equal) {
        return equal.first().stream().map(node -> name(graph, node)).collect(Collectors.joining(", "))
                + (equal.count() > equal.first().size() ? ", …" : "");
    }

    /** Returns the worst severity among problems. */
    static Optional<Severity> worst(List<Problem> problems) {
        return problems.stream().map(Problem::severity).min(Comparator.naturalOrder());
    }

    /** Returns whether a node is a backing file that is known to be missing. */
    static boolean isMissing(ImageGraph graph, int node) {
        return graph.outside(node)
                .filter(base -> base.state() == BaseState.MISSING)
                .isPresent();
    }
}
