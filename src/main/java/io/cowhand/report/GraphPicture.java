package io.cowhand.report;

import io.cowhand.graph.ImageGraph;
import io.cowhand.graph.TreeEntry;
import io.cowhand.graph.TreeEntry.Grouping;
import io.cowhand.problem.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.stream.Collectors;

/**
 * A graph as boxes that can be drawn: equal overlays are one box if there are many, and so is what lies below the last level
 * that is shown.
 */
final class GraphPicture {

    /** The most files of a graph whose overlays are drawn one by one. */
    private static final int FEW = 100;

    private static final Grouping GROUPS = new Grouping(4, 0);

    /** Levels that are drawn. A chain may be as long as the fleet, and the layout recurses. */
    private static final int LEVELS = 40;

    private final ImageGraph graph;
    private final Grouping grouping;

    private GraphPicture(ImageGraph graph, Grouping grouping) {
        this.graph = graph;
        this.grouping = grouping;
    }

    /** A box whose overlays are still to be added. */
    private record Open(GraphBox box, int node, int level) {}

    /** Returns the box that holds all roots; it is not drawn itself. With {@code all}, equal overlays are not grouped. */
    static GraphBox of(ImageGraph graph, boolean all) {
        return new GraphPicture(graph, all || graph.size() <= FEW ? Grouping.NONE : GROUPS).root();
    }

    private GraphBox root() {
        GraphBox root = new GraphBox(GraphBox.Kind.FILE, List.of(), List.of(), "");
        Queue<Open> open = new ArrayDeque<>();
        add(root, grouping.entries(graph, graph.roots()), 1, open);
        while (!open.isEmpty()) {
            Open next = open.remove();
            if (next.level < LEVELS) {
                add(next.box, grouping.entries(graph, graph.below(next.node)), next.level + 1, open);
            } else if (graph.below(next.node).findAny().isPresent()) {
                next.box.add(rest(next.node));
            }
        }
        return root;
    }

    private void add(GraphBox parent, List<TreeEntry> entries, int level, Queue<Open> open) {
        for (TreeEntry entry : entries) {
            if (entry instanceof TreeEntry.Single single) {
                GraphBox box = box(single.node());
                parent.add(box);
                open.add(new Open(box, single.node(), level));
            } else if (entry instanceof TreeEntry.Equal equal) {
                parent.add(group(equal, level));
            }
        }
    }

    private GraphBox box(int node) {
        List<String> lines = new ArrayList<>(List.of(GraphLabel.name(graph, node), GraphLabel.details(graph, node)));
        if (graph.depth(node).isEmpty() && graph.isRoot(node)) {
            lines.add("loop: on " + GraphLabel.name(graph, graph.base(node).orElseThrow()));
        }
        GraphBox.Kind kind = graph.outside(node).isPresent() ? GraphBox.Kind.OUTSIDE : GraphBox.Kind.FILE;
        return new GraphBox(kind, lines, graph.problems(node), title(String.join("\n", lines), graph.problems(node)));
    }

    private GraphBox group(TreeEntry.Equal equal, int level) {
        int first = equal.first().get(0);
        return new GraphBox(
                GraphBox.Kind.GROUP,
                List.of(Count.of(equal.count(), level == 1 ? "file" : "overlay"), GraphLabel.details(graph, first)),
                graph.problems(first),
                title(GraphLabel.names(graph, equal), graph.problems(first)));
    }

    private GraphBox rest(int node) {
        int count = 0;
        Deque<Integer> open = new ArrayDeque<>(List.of(node));
        while (!open.isEmpty()) {
            int[] below = graph.below(open.pop()).toArray();
            count += below.length;
            for (int each : below) {
                open.push(each);
            }
        }
        String text = Count.of(count, "image") + " further on";
        return new GraphBox(GraphBox.Kind.GROUP, List.of(text), List.of(), text);
    }

    private static String title(String what, List<Problem> problems) {
        return what
                + problems.stream()
                        .map(each -> "\n" + ProblemText.of(each, Style.PLAIN))
                        .collect(Collectors.joining());
    }
}
