package io.cowhand.report;

import io.cowhand.graph.ImageGraph;
import io.cowhand.problem.Problem;
import io.cowhand.problem.Severity;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A graph in Graphviz's language DOT; each edge goes from an image to its backing file. */
public final class GraphDot implements GraphReport {

    @Override
    public void write(ImageGraph graph, Consumer<String> out) {
        out.accept("digraph cowhand {");
        out.accept("  rankdir=RL;");
        out.accept("  node [shape=box, fontname=\"monospace\"];");
        IntStream.range(0, graph.size()).forEach(node -> out.accept(file(graph, node)));
        graph.roots()
                .filter(node -> graph.outside(node).isPresent())
                .forEach(node -> out.accept("  n" + node + " [" + label(graph, node, "") + ", style=dashed];"));
        IntStream.range(0, graph.size())
                .forEach(node -> graph.base(node).ifPresent(base -> out.accept("  n" + node + " -> n" + base + ";")));
        out.accept("}");
    }

    private static String file(ImageGraph graph, int node) {
        StringBuilder problems = new StringBuilder();
        for (Problem problem : graph.problems(node)) {
            problems.append("\\n").append(text(problem.severity().label() + ": " + problem.code()));
        }
        Optional<Severity> worst = GraphLabel.worst(graph.problems(node));
        return "  n" + node + " [" + label(graph, node, problems.toString())
                + worst.map(GraphDot::style).orElse("") + "];";
    }

    /** The shape tells the severity, too: colour alone does not reach everybody. */
    private static String style(Severity severity) {
        return switch (severity) {
            case ERROR -> ", shape=octagon, color=\"#b3261e\", penwidth=3";
            case WARNING -> ", shape=hexagon, color=\"#9a6700\", penwidth=2";
            case NOTICE -> ", color=\"#0550ae\"";
        };
    }

    private static String label(ImageGraph graph, int node, String problems) {
        return String.format(
                Locale.ROOT,
                "label=\"%s\\n%s%s\"",
                text(graph.display(node)),
                text(GraphLabel.details(graph, node)),
                problems);
    }

    /** Graphviz takes a backslash for the begin of an escape, and {@code &} for that of an entity. */
    private static String text(String plain) {
        return Escaped.plain(plain).replace("\\", "\\\\").replace("\"", "\\\"").replace("&", "&amp;");
    }
}
