package io.cowhand.report;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.RunSummary;
import io.cowhand.result.Heading;
import io.cowhand.run.RunEntry;
import java.util.List;
import java.util.function.Consumer;

/** Text for people: the changes of a fleet in groups, then what went wrong, then the counts. */
public final class TextReport implements FleetReport {

    private final ResultGroups groups;
    private final Consumer<String> out;
    private final Style style;
    private final boolean quiet;
    private boolean begun;

    /**
     * Creates a report that gives each line to {@code out}.
     *
     * @param diff what is shown of the changes; for a group, the bytes are those of its first image
     * @param quiet whether to show only what went wrong, and the run's id
     */
    public TextReport(Consumer<String> out, Style style, Diff diff, boolean quiet) {
        this.groups = new ResultGroups(quiet ? Diff.fields : diff, style);
        this.out = out;
        this.style = style;
        this.quiet = quiet;
    }

    @Override
    public void begin(Heading heading) {
        if (!quiet) {
            line(ResultText.heading(heading));
        }
    }

    @Override
    public void begin(RunEntry run) {
        RunText.page(run).forEach(this::line);
    }

    @Override
    public void beginRollback(String run, boolean dryRun) {
        if (dryRun && !quiet) {
            line(ResultText.ROLLBACK_DRY_RUN);
        }
    }

    @Override
    public void result(ImageResult result) {
        groups.add(result);
    }

    @Override
    public void end(RunSummary summary) {
        if (!quiet) {
            changes();
            skipped(groups.skipped());
        }
        if (!groups.warnings().groups().isEmpty()) {
            problems(style.warning("Warnings:"), groups.warnings());
        }
        groups.wrong()
                .forEach((status, problems) -> problems(
                        style.bad(Count.of(summary.count(status), "image") + " " + ResultText.predicate(status) + ":"),
                        problems));
        foretell(summary);
        if (!quiet) {
            part(RolloutText.waves(summary));
        }
        part(RolloutText.end(summary));
        if (!quiet) {
            blank();
            line(ResultText.counts(summary));
            summary.digest().ifPresent(digest -> line(ResultText.digest(digest)));
        } else if (!summary.runs().isEmpty()) {
            blank();
        }
        summary.runs().forEach(run -> line(ResultText.run(run)));
    }

    private void changes() {
        for (ChangeGroup group : groups.changes()) {
            blank();
            line(style.good(counted(group.images()) + " " + ResultText.predicate(group.status()) + ": "
                    + ResultText.names(group.images()) + " (undo: "
                    + group.undo().label() + ")"));
            group.text().forEach(this::line);
            group.bytes().forEach(this::line);
        }
        if (groups.changedElsewhere() > 0) {
            blank();
            line(Count.of(groups.changedElsewhere(), "more image")
                    + " with other changes; --all or --json shows each.");
        }
    }

    /** Says what would keep an apply from doing the same as the dry run. */
    private void foretell(RunSummary summary) {
        if (groups.inUse().isEmpty() && summary.stopsAt().isEmpty()) {
            return;
        }
        blank();
        groups.inUse()
                .forEach((by, images) -> line(counted(images) + (images.count() == 1 ? " is" : " are") + " in use now: "
                        + ResultText.names(images) + Escaped.plain(by)));
        summary.stopsAt().ifPresent(image -> line(ResultText.stop(image)));
    }

    /** Shows lines as a part of their own, if there are any. */
    private void part(List<String> lines) {
        if (!lines.isEmpty()) {
            blank();
            lines.forEach(this::line);
        }
    }

    /** Names the skipped images unless there are many. */
    private void skipped(ImageNames images) {
        if (images.count() > 0 && images.isComplete()) {
            blank();
            line(counted(images) + " skipped: " + ResultText.names(images));
        }
    }

    private void problems(String heading, ProblemGroups problems) {
        blank();
        line(heading);
        problems.groups().forEach(this::problem);
        if (problems.others() > 0) {
            line("  … and " + Count.of(problems.others(), "more problem") + "; --all or --json shows each.");
        }
    }

    /** Shows each image of a problem on a line of its own, or the problem once where many images have it. */
    private void problem(ProblemGroups.Group group) {
        String problem = ResultText.problem(group.problem());
        if (group.images().isComplete()) {
            group.images().first().forEach(image -> line("  " + Escaped.plain(image) + ": " + problem));
        } else {
            line("  " + problem + " (" + counted(group.images()) + ": " + ResultText.names(group.images()) + ")");
        }
    }

    private static String counted(ImageNames images) {
        return Count.of(images.count(), "image");
    }

    private void line(String line) {
        out.accept(line);
        begun = true;
    }

    /** Separates two parts by an empty line. */
    private void blank() {
        if (begun) {
            out.accept("");
        }
    }
}
