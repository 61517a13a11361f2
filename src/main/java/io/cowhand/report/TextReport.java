package io.cowhand.report;

import io.cowhand.plan.Remark;
import io.cowhand.problem.Severity;
import io.cowhand.run.ImageResult;
import io.cowhand.run.RunSummary;
import io.cowhand.run.Status;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Text for people: the changes of a fleet in groups, then what went wrong, then the counts. */
public final class TextReport implements FleetReport {

    /** Groups that are shown; people do not read more. */
    private static final int GROUPS = 50;
    /** Images that are shown for each status; the JSON has all. */
    private static final int LINES = 1000;

    private final Consumer<String> out;
    private final Style style;
    private final boolean quiet;
    private final Map<List<Object>, ChangeGroup> groups = new LinkedHashMap<>();
    private final Map<Status, List<String>> wrong = new EnumMap<>(Status.class);
    private final List<String> warnings = new ArrayList<>();
    private long inOtherGroups;

    /**
     * A report that gives each line to {@code out}.
     *
     * @param quiet whether to show only what went wrong
     */
    public TextReport(Consumer<String> out, Style style, boolean quiet) {
        this.out = out;
        this.style = style;
        this.quiet = quiet;
    }

    /** The line that says what is about to happen. */
    public void begin(String recipe, int steps, long images, boolean dryRun) {
        if (!quiet) {
            out.accept(Escaped.plain(recipe) + ": " + ChangeGroup.count(steps, "step") + ", "
                    + ChangeGroup.count(images, "image") + "." + (dryRun ? " Dry run: nothing is written." : ""));
        }
    }

    @Override
    public void result(ImageResult result) {
        if (!result.changes().isEmpty()) {
            List<Object> key = ChangeGroup.key(result);
            if (groups.size() < GROUPS || groups.containsKey(key)) {
                groups.computeIfAbsent(
                                key, none -> new ChangeGroup(result.undo().orElseThrow()))
                        .add(result);
            } else {
                inOtherGroups++;
            }
        }
        String image = Escaped.plain(result.image().display());
        if (result.status().weight() != Status.Weight.FINE) {
            List<String> lines = wrong.computeIfAbsent(result.status(), none -> new ArrayList<>());
            for (Remark remark : result.remarks()) {
                addCapped(lines, "  " + image + ": " + words(remark));
            }
        } else {
            for (Remark remark : result.remarks()) {
                if (remark.problem().severity() == Severity.WARNING) {
                    addCapped(warnings, "  " + image + ": " + words(remark));
                }
            }
        }
    }

    @Override
    public void end(RunSummary summary) {
        if (!quiet) {
            Status done = summary.dryRun() ? Status.WOULD_CHANGE : Status.CHANGED;
            for (ChangeGroup group : groups.values()) {
                List<String> lines = group.render(words(done));
                out.accept("");
                out.accept(style.good(lines.get(0)));
                lines.subList(1, lines.size()).forEach(out);
            }
            if (inOtherGroups > 0) {
                out.accept("");
                out.accept(ChangeGroup.count(inOtherGroups, "more image") + " " + words(done)
                        + " in other ways; --json shows each.");
            }
        }
        if (!warnings.isEmpty()) {
            section(style.warning("Warnings:"), warnings, warnings.size());
        }
        wrong.forEach((status, lines) -> section(
                style.bad(ChangeGroup.count(summary.count(status), "image") + " " + words(status) + ":"),
                lines,
                summary.count(status)));
        if (!quiet) {
            out.accept("");
            out.accept(counts(summary));
        }
    }

    private void section(String heading, List<String> lines, long all) {
        out.accept("");
        out.accept(heading);
        lines.forEach(out);
        if (lines.size() >= LINES && all > LINES) {
            out.accept("  … ; --json shows each.");
        }
    }

    private static void addCapped(List<String> lines, String line) {
        if (lines.size() < LINES) {
            lines.add(line);
        }
    }

    private static String counts(RunSummary summary) {
        return summaryStatuses(summary).stream()
                        .map(status -> String.format(Locale.ROOT, "%,d %s", summary.count(status), words(status)))
                        .collect(Collectors.joining(", "))
                + ".";
    }

    /** The statuses that the last line always counts, and the others that some image came to. */
    private static List<Status> summaryStatuses(RunSummary summary) {
        List<Status> statuses = new ArrayList<>();
        for (Status status : Status.values()) {
            boolean always = status.weight() == Status.Weight.FINE && status != Status.NOT_RUN;
            if (status.isPossible(summary.dryRun()) && (always || summary.count(status) > 0)) {
                statuses.add(status);
            }
        }
        return statuses;
    }

    private static String words(Status status) {
        return status.label().replace('-', ' ');
    }

    /** A remark in words: the step, if one is to blame, and the message. */
    private static String words(Remark remark) {
        String step = remark.step() > 0 ? "step " + remark.step() + " " + remark.operation() + ": " : "";
        return step + Escaped.plain(remark.problem().toString());
    }
}
