package io.cowhand.report;

import io.cowhand.fleet.StepProblem;
import io.cowhand.problem.Problem;
import io.cowhand.problem.Severity;
import io.cowhand.run.FailOn;
import io.cowhand.run.InspectSummary;
import io.cowhand.run.Inspection;
import io.cowhand.run.Inspection.Verdict;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** Inspections as Markdown for the comment on a pull request: the counts, and the problems in groups. */
public final class InspectMarkdownReport implements InspectReport<InspectedImage> {

    /** Groups of problems of one severity that are kept; a comment has no place for more. */
    private static final int GROUPS = 1000;

    private final Map<Severity, ProblemGroups> problems = new EnumMap<>(Severity.class);
    private final MarkdownDocument document = new MarkdownDocument();
    private final Consumer<String> out;

    /** Creates a report that passes each line to {@code out}, all of them in the end. */
    public InspectMarkdownReport(Consumer<String> out) {
        this.out = out;
    }

    @Override
    public InspectedImage render(Inspection inspection) {
        return InspectedImage.of(inspection, FailOn.NOTHING);
    }

    @Override
    public void print(InspectedImage inspected) {
        for (Problem problem : inspected.problems()) {
            problems.computeIfAbsent(problem.severity(), none -> new ProblemGroups(GROUPS))
                    .add(StepProblem.ofImage(problem), inspected.image());
        }
    }

    @Override
    public void end(InspectSummary summary) {
        document.add("## Inspection of " + Count.of(summary.images(), "image"), "");
        document.add("| images | |", "| ---: | --- |");
        for (Verdict verdict : Verdict.values()) {
            if (summary.count(verdict) > 0) {
                document.add("| " + Count.of(summary.count(verdict)) + " | " + verdict.words() + " |");
            }
        }
        document.add("| " + Count.of(summary.withProblems()) + " | with problems |");
        problems.forEach((severity, groups) ->
                MarkdownSection.add(document, heading(severity), severity != Severity.NOTICE, groups, share(severity)));
        document.lines().forEach(out);
    }

    private static String heading(Severity severity) {
        return switch (severity) {
            case ERROR -> "Errors";
            case WARNING -> "Warnings";
            case NOTICE -> "Notices";
        };
    }

    /** Returns the part of the report, in percent, at which the problems of a severity end. */
    private static int share(Severity severity) {
        return switch (severity) {
            case ERROR -> 60;
            case WARNING -> 90;
            case NOTICE -> 100;
        };
    }
}
