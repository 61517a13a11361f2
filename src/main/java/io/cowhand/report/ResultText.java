package io.cowhand.report;

import io.cowhand.fleet.PlannedChange;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Status;
import io.cowhand.fleet.StepProblem;
import io.cowhand.result.Heading;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The phrases of the text reports. */
public final class ResultText {

    /** What a dry run of a rollback does not tell. */
    public static final String ROLLBACK_DRY_RUN =
            "Dry run: nothing is written. Images that are open elsewhere may turn out to be locked.";

    private ResultText() {}

    /** Returns the line that says what is about to happen. */
    static String heading(Heading heading) {
        return Escaped.plain(heading.recipe()) + ": " + counts(heading);
    }

    /** Returns the numbers of steps and images, and whether anything is written. */
    public static String counts(Heading heading) {
        String part = heading.part()
                .map(each -> " of " + Count.of(each.images()) + " (shard " + each.shard() + ")")
                .orElse("");
        return Count.of(heading.steps(), "step") + ", " + Count.of(heading.images(), "image") + part + "."
                + (heading.dryRun() ? " Dry run: nothing is written." : "");
    }

    /** Returns a status in words. */
    static String status(Status status) {
        return status.label().replace('-', ' ');
    }

    /** Returns a problem in words: its step, if it has one, and the message. */
    static String problem(StepProblem problem) {
        String step = step(problem);
        return step
                + (step.isEmpty() ? "" : ": ")
                + Escaped.plain(problem.problem().toString());
    }

    /** Returns the step that has a problem; {@code ""} if it is not that of a step. */
    public static String step(StepProblem problem) {
        return problem.step() > 0 ? "step " + problem.step() + " " + Escaped.plain(problem.operation()) : "";
    }

    /** Returns the line that says where {@code on-error: stop} would end an apply. */
    public static String stop(String image) {
        return "The recipe says on-error: stop: apply would stop at " + Escaped.plain(image)
                + ", and the images after it would not be changed.";
    }

    /** Returns a status as the predicate of images: {@code would be restored}. */
    public static String predicate(Status status) {
        return switch (status) {
            case WOULD_RESTORE -> "would be restored";
            case CONFLICT -> "in conflict";
            default -> status(status);
        };
    }

    /** Returns the step that makes a change. */
    public static String step(PlannedChange change) {
        String operation = Escaped.plain(change.operation()) + (change.unsafe() ? " (unsafe)" : "");
        return change.step() == 0 ? operation : "step " + change.step() + " " + operation;
    }

    /** Returns the width of the column of steps. */
    static int stepWidth(List<PlannedChange> changes) {
        return changes.stream().mapToInt(change -> step(change).length()).max().orElse(0);
    }

    /** Returns the line of a change, with its step padded to a width. */
    static String change(PlannedChange change, ChangeText text, int stepWidth) {
        return change(change, text.thing(), text.values(), stepWidth);
    }

    /** Returns the line of a change, with its step padded to a width. */
    static String change(PlannedChange change, String thing, String values, int stepWidth) {
        String step = step(change);
        // The changes of a recorded run name no steps.
        String column = stepWidth == 0 ? "" : step + " ".repeat(stepWidth - step.length()) + "   ";
        String line = "  " + column + thing;
        if (values.isEmpty()) {
            return line;
        }
        return line + (thing.startsWith("+") || thing.startsWith("-") ? " " : "  ") + values;
    }

    /** Returns the first names of images: {@code a.qcow2, b.qcow2, c.qcow2, …}. */
    static String names(ImageNames images) {
        return images.first().stream().map(Escaped::plain).collect(Collectors.joining(", "))
                + (images.isComplete() ? "" : ", …");
    }

    /** Returns the line that shows the digest of all results. */
    static String digest(String digest) {
        return "Digest " + digest + ".";
    }

    /** Returns the line that names a run. */
    static String run(String id) {
        return "Run " + Escaped.plain(id) + ".";
    }

    /** Returns the number of images and their first names: {@code 9,998 images: a.qcow2, b.qcow2, c.qcow2, …}. */
    static String counted(ImageNames images) {
        return Count.of(images.count(), "image") + ": " + names(images);
    }

    /** Returns the line that counts the images of each status. */
    static String counts(RunSummary summary) {
        return statuses(summary).stream()
                        .map(status -> Count.of(summary.count(status)) + " " + status(status))
                        .collect(Collectors.joining(", "))
                + ".";
    }

    /** Returns the statuses that the last line always counts and the others that some image has. */
    public static List<Status> statuses(RunSummary summary) {
        List<Status> statuses = new ArrayList<>();
        for (Status status : Status.values()) {
            boolean always = status.weight() == Status.Weight.FINE && status != Status.NOT_RUN;
            if (status.isUsual(summary.dryRun()) && always || summary.count(status) > 0) {
                statuses.add(status);
            }
        }
        return statuses;
    }
}
