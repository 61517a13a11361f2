package io.cowhand.graph;

import io.cowhand.graph.GraphFile.Role;
import io.cowhand.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The counts of a graph.
 *
 * @param images the number of images
 * @param bases the number of files that were named as bases only
 * @param trees the number of trees: of images and bases that nothing backs, and of backing files outside
 * @param deepest the greatest depth
 * @param withProblems the number of images and bases with problems
 * @param problems the number of them with a problem of each code, in the order in which the codes occur
 * @param passedOver the number of files below directories that are no images and back none
 */
public record GraphSummary(
        int images,
        int bases,
        int trees,
        int deepest,
        int withProblems,
        Map<String, Integer> problems,
        int passedOver) {

    /** Returns the counts of a graph. */
    public static GraphSummary of(ImageGraph graph) {
        int bases = 0;
        int deepest = 0;
        int withProblems = 0;
        Map<String, Integer> codes = new LinkedHashMap<>();
        for (int node = 0; node < graph.size(); node++) {
            List<Problem> problems = graph.problems(node);
            bases += graph.file(node).orElseThrow().role() == Role.BASE ? 1 : 0;
            deepest = Math.max(deepest, graph.depth(node).orElse(0));
            withProblems += problems.isEmpty() ? 0 : 1;
            problems.stream().map(Problem::code).distinct().forEach(code -> codes.merge(code, 1, Integer::sum));
        }
        return new GraphSummary(
                graph.size() - bases,
                bases,
                (int) graph.roots().count(),
                deepest,
                withProblems,
                codes,
                graph.passedOver());
    }
}
