package io.cowhand.report;

import io.cowhand.graph.GraphSummary;
import io.cowhand.graph.ImageGraph;
import io.cowhand.graph.TreeEntry;
import io.cowhand.graph.TreeEntry.Grouping;
import io.cowhand.problem.Problem;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A graph as text for people: a tree for each base, with its overlays below it, and the counts. */
public final class GraphText implements GraphReport {

    /** Levels that are indented further; what lies deeper says how deep it lies. A chain may be as long as the fleet. */
    private static final int LEVELS = 24;

    private static final Grouping GROUPS = new Grouping(12, 10);

    private final Style style;
    private final Grouping grouping;

    /** Creates texts in a style; with {@code all}, equal overlays are not grouped. */
    public GraphText(Style style, boolean all) {
        this.style = style;
        this.grouping = all ? Grouping.NONE : GROUPS;
    }

    /**
     * The entries of one level that are not yet written.
     *
     * @param level 0 for the roots
     * @param indent what their lines begin with
     */
    private record Level(Iterator<TreeEntry> entries, int level, String indent) {}

    @Override
    public void write(ImageGraph graph, Consumer<String> out) {
        Deque<Level> open = new ArrayDeque<>();
        open.push(new Level(grouping.entries(graph, graph.roots()).iterator(), 0, ""));
        while (!open.isEmpty()) {
            Level level = open.peek();
            if (!level.entries.hasNext()) {
                open.pop();
                continue;
            }
            TreeEntry entry = level.entries.next();
            boolean isLast = !level.entries.hasNext();
            boolean isDeep = level.level > LEVELS;
            String branch = level.level == 0 || isDeep ? "" : isLast ? "└─ " : "├─ ";
            String below = level.level == 0 || isDeep ? level.indent : level.indent + (isLast ? "   " : "│  ");
            String depth = isDeep ? "(level " + level.level + ") " : "";
            if (entry instanceof TreeEntry.Single single) {
                out.accept(level.indent + branch + depth + line(graph, single.node()));
                Iterator<TreeEntry> overlays =
                        grouping.entries(graph, graph.below(single.node())).iterator();
                problems(graph, single.node(), below + (overlays.hasNext() ? "│  " : "   "), out);
                open.push(new Level(overlays, level.level + 1, below));
            } else if (entry instanceof TreeEntry.Equal equal) {
                out.accept(level.indent + branch + depth + line(graph, equal, level.level == 0));
                problems(graph, equal.first().get(0), below + "   ", out);
            }
        }
        if (graph.size() > 0) {
            out.accept("");
            GraphSummary summary = GraphSummary.of(graph);
            String codes = summary.problems().isEmpty() ? "" : " (" + codes(summary) + ")";
            out.accept(counts(summary) + codes + passedOver(summary));
        }
    }

    private String line(ImageGraph graph, int node) {
        String line = GraphLabel.name(graph, node) + "  " + GraphLabel.details(graph, node);
        return GraphLabel.isMissing(graph, node)
                ? style.bad(line)
                : graph.outside(node).isPresent() ? style.warning(line) : line;
    }

    private static String line(ImageGraph graph, TreeEntry.Equal equal, boolean isRoot) {
        return Count.of(equal.count()) + " more " + (isRoot ? "files" : "overlays") + ": "
                + GraphLabel.names(graph, equal) + "  "
                + GraphLabel.details(graph, equal.first().get(0));
    }

    private void problems(ImageGraph graph, int node, String indent, Consumer<String> out) {
        for (Problem problem : graph.problems(node)) {
            out.accept(indent + ProblemText.of(problem, style));
        }
    }

    private static String counts(GraphSummary summary) {
        return InspectText.count("images", summary.images()) + "; "
                + InspectText.count("bases", summary.bases()) + "; "
                + InspectText.count("trees", summary.trees()) + "; "
                + InspectText.count("deepest chain", summary.deepest()) + "; "
                + InspectText.count("with problems", summary.withProblems());
    }

    /** Returns the line with the counts, without those of each problem. */
    public static String summary(GraphSummary summary) {
        return counts(summary) + passedOver(summary);
    }

    private static String passedOver(GraphSummary summary) {
        return "; " + InspectText.count("passed over", summary.passedOver());
    }

    private static String codes(GraphSummary summary) {
        return summary.problems().entrySet().stream()
                .map(code -> InspectText.count(code.getKey(), code.getValue()))
                .collect(Collectors.joining(", "));
    }
}
