package io.cowhand.report;

import io.cowhand.problem.Problem;

/** Problems in words, with their severities and codes. */
final class ProblemText {

    private ProblemText() {}

    /** Returns a problem in the colour of its severity. */
    static String of(Problem problem, Style style) {
        return style.of(
                problem.severity(),
                problem.severity().label() + ": " + Escaped.plain(problem.toString()) + " (" + problem.code() + ")");
    }
}
