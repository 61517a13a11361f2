package io.cowhand.report;

import io.cowhand.fleet.Image;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Status;
import io.cowhand.fleet.StepProblem;
import io.cowhand.problem.Severity;
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
    /** Lines that are shown for each status; the JSON has all. */
    private static final int LINES = 1000;

    private final Consumer<String> out;
    private final Style style;
    private final boolean quiet;
    private final Map<List<Object>, ChangeGroup> groups = new LinkedHashMap<>();
    private final Map<Status, Lines> wrong = new EnumMap<>(Status.class);
    private final Map<String, ImageNames> warnings = new LinkedHashMap<>();
    private final InUseText inUse = new InUseText();
    private long otherWarnings;
    private long inOtherGroups;
    private boolean begun;

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
            line(Escaped.plain(recipe) + ": " + ImageNames.count(steps, "step") + ", "
                    + ImageNames.count(images, "image") + "." + (dryRun ? " Dry run: nothing is written." : ""));
        }
    }

    @Override
    public void result(ImageResult result) {
        if (!result.changes().isEmpty()) {
            List<ChangeText> changes = result.changes().stream()
                    .map(planned -> ChangeText.of(planned.change(), result.bitmaps()))
                    .toList();
            List<Object> key = ChangeGroup.key(result, changes);
            if (groups.size() < GROUPS || groups.containsKey(key)) {
                groups.computeIfAbsent(
                                key, none -> new ChangeGroup(result.undo().orElseThrow(), words(result.status())))
                        .add(result, changes);
            } else {
                inOtherGroups++;
            }
        }
        if (result.status().weight() != Status.Weight.FINE) {
            Lines lines = wrong.computeIfAbsent(result.status(), none -> new Lines());
            String image = Escaped.plain(result.image().display());
            for (StepProblem problem : result.problems()) {
                lines.add("  " + image + ": " + words(problem));
            }
        } else {
            for (StepProblem problem : result.problems()) {
                if (!inUse.take(result, problem) && problem.problem().severity() == Severity.WARNING) {
                    warn(words(problem), result.image());
                }
            }
        }
    }

    @Override
    public void end(RunSummary summary) {
        if (!quiet) {
            Status done = summary.dryRun() ? Status.WOULD_CHANGE : Status.CHANGED;
            for (ChangeGroup group : groups.values()) {
                List<String> lines = group.render();
                blank();
                line(style.good(lines.get(0)));
                lines.subList(1, lines.size()).forEach(this::line);
            }
            if (inOtherGroups > 0) {
                blank();
                line(ImageNames.count(inOtherGroups, "more image") + " " + words(done)
                        + " in other ways; --json shows each.");
            }
        }
        warnings();
        wrong.forEach((status, lines) -> section(
                style.bad(ImageNames.count(summary.count(status), "image") + " " + words(status) + ":"), lines));
        foretell(summary);
        if (!quiet) {
            blank();
            line(counts(summary));
            summary.run().ifPresent(run -> line("Run " + run + "."));
        }
    }

    /** What an apply would do otherwise than the dry run. */
    private void foretell(RunSummary summary) {
        List<String> lines = new ArrayList<>(inUse.lines());
        summary.stopsAt()
                .ifPresent(image -> lines.add("The recipe says on-error: stop, so that apply would end at "
                        + Escaped.plain(image) + "; the images after it would not be worked on."));
        if (!lines.isEmpty()) {
            blank();
            lines.forEach(this::line);
        }
    }

    /** The same is said of many images, so that each is not worth a line. */
    private void warn(String words, Image image) {
        if (warnings.size() < GROUPS || warnings.containsKey(words)) {
            warnings.computeIfAbsent(words, none -> new ImageNames()).add(image);
        } else {
            otherWarnings++;
        }
    }

    private void warnings() {
        if (!warnings.isEmpty()) {
            blank();
            line(style.warning("Warnings:"));
            warnings.forEach((words, images) -> line("  " + words + " (" + images.counted() + ": " + images + ")"));
        }
        if (otherWarnings > 0) {
            line("  … and " + ImageNames.count(otherWarnings, "more warning") + "; --json shows all.");
        }
    }

    private void section(String heading, Lines lines) {
        blank();
        line(heading);
        lines.shown.forEach(this::line);
        if (lines.all > lines.shown.size()) {
            line("  … and " + ImageNames.count(lines.all - lines.shown.size(), "more line") + "; --json shows all.");
        }
    }

    private void line(String line) {
        out.accept(line);
        begun = true;
    }

    /** An empty line between two parts. */
    private void blank() {
        if (begun) {
            out.accept("");
        }
    }

    /** The first lines of many, and how many there are. */
    private static final class Lines {
        private final List<String> shown = new ArrayList<>();
        private long all;

        void add(String line) {
            all++;
            if (shown.size() < LINES) {
                shown.add(line);
            }
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
            if (status.isUsual(summary.dryRun()) && always || summary.count(status) > 0) {
                statuses.add(status);
            }
        }
        return statuses;
    }

    private static String words(Status status) {
        return status.label().replace('-', ' ');
    }

    /** A problem in words: the step, if one is to blame, and the message. */
    private static String words(StepProblem problem) {
        String step = problem.step() > 0 ? "step " + problem.step() + " " + problem.operation() + ": " : "";
        return step + Escaped.plain(problem.problem().toString());
    }
}
