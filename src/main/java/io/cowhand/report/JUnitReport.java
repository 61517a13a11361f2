package io.cowhand.report;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.RolloutSummary;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Status;
import io.cowhand.fleet.StepProblem;
import io.cowhand.report.JUnitCase.Outcome;
import io.cowhand.result.Heading;
import io.cowhand.run.RunEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * JUnit XML for systems for continuous integration: a test case for each image or, of a fleet of more than
 * {@value #MOST_IMAGES} images, for each group of equal results; and a failing one for each way in which the plan is not as
 * the recipe expects.
 */
public final class JUnitReport implements FleetReport {

    /** The most images that have a test case each. */
    static final int MOST_IMAGES = 1000;

    private final ResultGroups groups = new ResultGroups();
    private final List<JUnitCase> images = new ArrayList<>();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final Consumer<String> out;
    private String suite = "images";
    private boolean isGrouped;

    /** Creates a report that passes each line to {@code out}, all of them in the end. */
    public JUnitReport(Consumer<String> out) {
        this.out = out;
    }

    @Override
    public void begin(Heading heading) {
        suite = heading.recipe();
    }

    @Override
    public void begin(RunEntry run) {
        suite = run.id();
    }

    @Override
    public void beginRollback(String run, boolean dryRun) {
        suite = "rollback of " + run;
    }

    @Override
    public void result(ImageResult result) {
        groups.add(result);
        if (images.size() == MOST_IMAGES) {
            isGrouped = true;
            images.clear();
        }
        if (!isGrouped) {
            images.add(of(result));
        }
    }

    @Override
    public void end(RunSummary summary) {
        properties.put("dry-run", Boolean.toString(summary.dryRun()));
        summary.digest().ifPresent(digest -> properties.put("digest", digest));
        if (!summary.runs().isEmpty()) {
            properties.put("run", String.join(", ", summary.runs()));
        }
        List<JUnitCase> cases = new ArrayList<>(unexpected(summary.rollout()));
        cases.addAll(isGrouped ? new JUnitGroups(groups, summary).cases() : images);
        List<String> output = new ArrayList<>(RolloutText.waves(summary));
        output.addAll(RolloutText.end(summary));
        output.addAll(isGrouped ? warnings() : List.of());
        JUnitDocument.lines(suite, properties, cases, output).forEach(out);
    }

    /** Returns a case for each way in which the plan is not as the recipe expects. */
    private static List<JUnitCase> unexpected(RolloutSummary rollout) {
        return rollout.failedExpectations().stream()
                .map(problem -> new JUnitCase(
                        "expect",
                        Outcome.FAILURE,
                        problem.code(),
                        problem.message(),
                        List.of(problem.message()),
                        List.of()))
                .toList();
    }

    private List<String> warnings() {
        return groups.warnings().groups().stream()
                .map(group -> "warning: " + ResultText.problem(group.problem()) + " ("
                        + ResultText.counted(group.images()) + ")")
                .toList();
    }

    /** Returns what a status makes of the case of an image. */
    static Outcome outcome(Status status) {
        return switch (status) {
            case WOULD_CHANGE, CHANGED, UNCHANGED, RESTORED, WOULD_RESTORE, NOT_BEGUN, DONE, CHANGED_SINCE ->
                Outcome.PASSED;
            case SKIPPED, NOT_RUN -> Outcome.SKIPPED;
            case REFUSED, LOCKED, STALE, CONFLICT -> Outcome.FAILURE;
            case UNREADABLE, FAILED, UNRESOLVED -> Outcome.ERROR;
        };
    }

    private static JUnitCase of(ImageResult result) {
        String name = result.image().display();
        Outcome outcome = outcome(result.status());
        List<String> problems = result.problems().stream()
                .map(problem -> problem.problem().severity().label() + ": " + ResultText.problem(problem))
                .toList();
        List<String> output = new ArrayList<>(lines(result));
        if (outcome != Outcome.FAILURE && outcome != Outcome.ERROR) {
            output.addAll(problems);
            return new JUnitCase(name, outcome, "", ResultText.predicate(result.status()), List.of(), output);
        }
        Optional<StepProblem> first = result.problems().stream()
                .filter(problem -> problem.problem().isError())
                .findFirst();
        return new JUnitCase(
                name,
                outcome,
                first.map(problem -> problem.problem().code())
                        .orElse(result.status().label()),
                ResultText.predicate(result.status())
                        + first.map(problem -> ": " + ResultText.problem(problem))
                                .orElse(""),
                problems,
                output);
    }

    /** Returns the status and the changes of an image, one line each. */
    private static List<String> lines(ImageResult result) {
        List<String> lines = new ArrayList<>();
        lines.add(ResultText.predicate(result.status())
                + (result.wave().isEmpty() ? "" : ", wave " + result.wave().getAsInt())
                + result.undo().map(undo -> " (undo: " + undo.label() + ")").orElse(""));
        List<ChangeText> texts = ChangeText.of(result);
        int width = ResultText.stepWidth(result.changes());
        for (int i = 0; i < texts.size(); i++) {
            lines.add(ResultText.change(result.changes().get(i), texts.get(i), width));
        }
        return lines;
    }
}
