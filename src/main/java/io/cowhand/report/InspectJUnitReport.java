package io.cowhand.report;

import io.cowhand.fleet.StepProblem;
import io.cowhand.problem.Problem;
import io.cowhand.report.JUnitCase.Outcome;
import io.cowhand.run.FailOn;
import io.cowhand.run.InspectSummary;
import io.cowhand.run.Inspection;
import io.cowhand.run.Inspection.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Inspections as JUnit XML: a test case for each image or, of a fleet of more than {@value JUnitReport#MOST_IMAGES}
 * images, for each problem that makes the inspection fail, and for all other images of a verdict.
 */
public final class InspectJUnitReport implements InspectReport<InspectedImage> {

    /** The most problems of one verdict that have a test case each. */
    private static final int GROUPS = 1000;

    private final List<JUnitCase> images = new ArrayList<>();
    private final Map<Verdict, ProblemGroups> failures = new EnumMap<>(Verdict.class);
    private final Map<Verdict, Long> others = new EnumMap<>(Verdict.class);
    private final Consumer<String> out;
    private final FailOn failOn;
    private boolean isGrouped;

    /** Creates a report that passes each line to {@code out}, all of them in the end. */
    public InspectJUnitReport(Consumer<String> out, FailOn failOn) {
        this.out = out;
        this.failOn = failOn;
    }

    @Override
    public InspectedImage render(Inspection inspection) {
        return InspectedImage.of(inspection, failOn);
    }

    @Override
    public void print(InspectedImage inspected) {
        if (inspected.fails()) {
            inspected.problems().stream()
                    .filter(problem -> problem.isError() || failOn.matches(problem))
                    .forEach(problem -> failures.computeIfAbsent(inspected.verdict(), none -> new ProblemGroups(GROUPS))
                            .add(StepProblem.ofImage(problem), inspected.image()));
        } else {
            others.merge(inspected.verdict(), 1L, Long::sum);
        }
        if (images.size() == JUnitReport.MOST_IMAGES) {
            isGrouped = true;
            images.clear();
        }
        if (!isGrouped) {
            images.add(of(inspected));
        }
    }

    private JUnitCase of(InspectedImage inspected) {
        String name = inspected.image().display();
        String verdict = inspected.verdict().words();
        List<String> problems = inspected.problems().stream()
                .map(problem -> problem.severity().label() + ": " + problem)
                .toList();
        if (!inspected.fails()) {
            List<String> output = new ArrayList<>(List.of(verdict));
            output.addAll(problems);
            return JUnitCase.passed(name, output);
        }
        Optional<Problem> first = inspected.problems().stream()
                .filter(problem -> problem.isError() || failOn.matches(problem))
                .findFirst();
        return new JUnitCase(
                name,
                outcome(inspected.verdict()),
                first.map(Problem::code).orElse(""),
                verdict + first.map(problem -> ": " + problem).orElse(""),
                problems,
                List.of());
    }

    private static Outcome outcome(Verdict verdict) {
        return switch (verdict) {
            case OPENS, OPENS_FOR_READING, DOES_NOT_OPEN, NOT_QCOW2 -> Outcome.FAILURE;
            case UNREADABLE, BUG -> Outcome.ERROR;
        };
    }

    @Override
    public void end(InspectSummary summary) {
        JUnitDocument.lines("inspect", Map.of(), isGrouped ? groups() : images, List.of())
                .forEach(out);
    }

    private List<JUnitCase> groups() {
        List<JUnitCase> cases = new ArrayList<>();
        failures.forEach((verdict, problems) -> {
            for (ProblemGroups.Group group : problems.groups()) {
                Problem problem = group.problem().problem();
                cases.add(new JUnitCase(
                        verdict.words() + ": " + problem,
                        outcome(verdict),
                        problem.code(),
                        ResultText.counted(group.images()),
                        List.of(problem.toString()),
                        List.of()));
            }
            if (problems.others() > 0) {
                String more = verdict.words() + ": " + Count.of(problems.others(), "more problem");
                cases.add(new JUnitCase(more, outcome(verdict), "", more, List.of(), List.of()));
            }
        });
        others.forEach((verdict, count) ->
                cases.add(JUnitCase.passed(verdict.words() + ": " + Count.of(count, "image"), List.of())));
        return cases;
    }
}
