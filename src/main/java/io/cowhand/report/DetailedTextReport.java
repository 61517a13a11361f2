package io.cowhand.report;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Status;
import io.cowhand.result.Heading;
import io.cowhand.run.RunEntry;
import java.util.List;
import java.util.function.Consumer;

/** A text report that shows every image with every value, ungrouped, as results arrive; then the counts. */
public final class DetailedTextReport implements FleetReport {

    private final Consumer<String> out;
    private final Style style;
    private final Diff diff;
    private final boolean quiet;

    /**
     * Creates a report that passes each line to {@code out}.
     *
     * @param diff what is shown of the changes
     * @param quiet whether to show only images with errors, and the run's id
     */
    public DetailedTextReport(Consumer<String> out, Style style, Diff diff, boolean quiet) {
        this.out = out;
        this.style = style;
        this.diff = diff;
        this.quiet = quiet;
    }

    @Override
    public void begin(Heading heading) {
        if (!quiet) {
            out.accept(ResultText.heading(heading));
            out.accept("");
        }
    }

    @Override
    public void begin(RunEntry run) {
        RunText.page(run).forEach(out);
        out.accept("");
    }

    @Override
    public void beginRollback(String run, boolean dryRun) {
        if (dryRun && !quiet) {
            out.accept(ResultText.ROLLBACK_DRY_RUN);
            out.accept("");
        }
    }

    @Override
    public void result(ImageResult result) {
        boolean isWrong = result.status().weight() != Status.Weight.FINE;
        if (quiet && !isWrong) {
            return;
        }
        String heading = Escaped.plain(result.image().display()) + ": " + ResultText.status(result.status())
                + (result.wave().isEmpty() ? "" : ", wave " + result.wave().getAsInt())
                + result.undo().map(undo -> " (undo: " + undo.label() + ")").orElse("");
        out.accept(isWrong ? style.bad(heading) : result.changes().isEmpty() ? heading : style.good(heading));
        List<ChangeText> texts = ChangeText.of(result);
        int width = ResultText.stepWidth(result.changes());
        for (int i = 0; i < texts.size(); i++) {
            out.accept(ResultText.change(result.changes().get(i), texts.get(i), width));
        }
        diff.ofImage(result, style).forEach(out);
        result.problems()
                .forEach(problem ->
                        out.accept("  " + problem.problem().severity().label() + ": " + ResultText.problem(problem)));
    }

    @Override
    public void end(RunSummary summary) {
        summary.stopsAt().ifPresent(image -> out.accept(ResultText.stop(image)));
        if (!quiet) {
            List<String> waves = RolloutText.waves(summary);
            if (!waves.isEmpty()) {
                out.accept("");
                waves.forEach(out);
            }
        }
        List<String> end = RolloutText.end(summary);
        if (!end.isEmpty() && !quiet) {
            out.accept("");
        }
        end.forEach(out);
        if (!quiet) {
            out.accept("");
            out.accept(ResultText.counts(summary));
            summary.digest().ifPresent(digest -> out.accept(ResultText.digest(digest)));
        }
        summary.runs().forEach(run -> out.accept(ResultText.run(run)));
    }
}
