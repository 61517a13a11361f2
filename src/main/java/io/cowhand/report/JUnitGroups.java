package io.cowhand.report;

import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Status;
import io.cowhand.report.JUnitCase.Outcome;
import java.util.ArrayList;
import java.util.List;

/** The groups of a fleet's results as test cases. */
record JUnitGroups(ResultGroups groups, RunSummary summary) {

    /** Returns the cases: what went wrong, then the changes, then the images without changes. */
    List<JUnitCase> cases() {
        List<JUnitCase> cases = new ArrayList<>();
        summary.counts().keySet().stream()
                .filter(status -> status.weight() != Status.Weight.FINE)
                .forEach(status -> wrong(status, cases));
        groups.changes().forEach(group -> cases.add(changes(group)));
        if (groups.changedElsewhere() > 0) {
            cases.add(JUnitCase.passed(
                    Count.of(groups.changedElsewhere(), "more image") + " with other changes", List.of()));
        }
        summary.counts().keySet().stream()
                .filter(status -> status.weight() == Status.Weight.FINE && !changes(status))
                .forEach(status -> cases.add(new JUnitCase(
                        images(status), JUnitReport.outcome(status), "", images(status), List.of(), List.of())));
        return cases;
    }

    /** Returns whether the images of a status are among the groups of changes. */
    private boolean changes(Status status) {
        return groups.changes().stream().anyMatch(group -> group.status() == status);
    }

    private String images(Status status) {
        return Count.of(summary.count(status), "image") + " " + ResultText.predicate(status);
    }

    private void wrong(Status status, List<JUnitCase> cases) {
        Outcome outcome = JUnitReport.outcome(status);
        ProblemGroups problems = groups.wrong().getOrDefault(status, new ProblemGroups(0));
        for (ProblemGroups.Group group : problems.groups()) {
            String problem = ResultText.problem(group.problem());
            cases.add(new JUnitCase(
                    ResultText.predicate(status) + ": " + problem,
                    outcome,
                    group.problem().problem().code(),
                    ResultText.counted(group.images()),
                    List.of(problem),
                    List.of()));
        }
        if (problems.groups().isEmpty()) {
            cases.add(new JUnitCase(images(status), outcome, status.label(), images(status), List.of(), List.of()));
        }
        if (problems.others() > 0) {
            String others = ResultText.predicate(status) + ": " + Count.of(problems.others(), "more problem");
            cases.add(new JUnitCase(others, outcome, status.label(), others, List.of(), List.of()));
        }
    }

    private static JUnitCase changes(ChangeGroup group) {
        List<String> lines = new ArrayList<>();
        lines.add(ResultText.names(group.images()));
        lines.addAll(group.text());
        return JUnitCase.passed(
                Count.of(group.images().count(), "image") + " " + ResultText.predicate(group.status()) + " (undo: "
                        + group.undo().label() + "): "
                        + String.join(", ", group.things()),
                lines);
    }
}
