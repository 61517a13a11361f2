package io.cowhand.report;

import io.cowhand.graph.ImageGraph;
import io.cowhand.problem.Problem;
import java.util.function.Consumer;

/** The problems of a graph alone, each on a line that begins with the image's name, as compilers print errors. */
public final class GraphProblemsText implements GraphReport {

    private final Style style;

    /** Creates texts in a style. */
    public GraphProblemsText(Style style) {
        this.style = style;
    }

    @Override
    public void write(ImageGraph graph, Consumer<String> out) {
        for (int node = 0; node < graph.size(); node++) {
            for (Problem problem : graph.problems(node)) {
                out.accept(GraphLabel.name(graph, node) + ": " + ProblemText.of(problem, style));
            }
        }
    }
}
