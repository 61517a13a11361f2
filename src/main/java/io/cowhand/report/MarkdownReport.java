package io.cowhand.report;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Status;
import io.cowhand.result.Heading;
import io.cowhand.run.RunEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Markdown for the comment on a pull request: the counts, what went wrong, and the changes of a fleet in groups. */
public final class MarkdownReport implements FleetReport {

    /** The part of the report, in percent, at which images in use are only counted. */
    private static final int FORECAST_END = 20;
    /** The same for what went wrong. */
    private static final int PROBLEMS_END = 50;
    /** The same for warnings. */
    private static final int WARNINGS_END = 60;

    private static final int ALL = 100;

    private final ResultGroups groups = new ResultGroups();
    private final MarkdownDocument document = new MarkdownDocument();
    private final Consumer<String> out;

    /** Creates a report that passes each line to {@code out}, all of them in the end. */
    public MarkdownReport(Consumer<String> out) {
        this.out = out;
    }

    @Override
    public void begin(Heading heading) {
        document.add(
                "## " + (heading.dryRun() ? "Plan" : "Run") + " of " + MarkdownText.code(heading.recipe()),
                "",
                ResultText.counts(heading));
    }

    @Override
    public void begin(RunEntry run) {
        document.add("## Run " + MarkdownText.code(run.id()), "");
        document.add(MarkdownText.block(RunText.page(run)));
    }

    @Override
    public void beginRollback(String run, boolean dryRun) {
        document.add("## Rollback of run " + MarkdownText.code(run));
        if (dryRun) {
            document.add("", ResultText.ROLLBACK_DRY_RUN);
        }
    }

    @Override
    public void result(ImageResult result) {
        groups.add(result);
    }

    @Override
    public void end(RunSummary summary) {
        if (document.lines().isEmpty()) {
            document.add("## Images");
        }
        document.add("", "| status | images |", "| --- | ---: |");
        for (Status status : ResultText.statuses(summary)) {
            document.add("| " + ResultText.status(status) + " | " + Count.of(summary.count(status)) + " |");
        }
        summary.digest().ifPresent(digest -> document.add("", "Digest: " + MarkdownText.code(digest)));
        summary.runs().forEach(run -> document.add("", "Run " + MarkdownText.code(run) + "."));
        List<String> end = RolloutText.end(summary);
        if (!end.isEmpty()) {
            document.add("");
            document.add(MarkdownText.block(end));
        }
        waves(summary);
        foretell(summary);
        groups.wrong()
                .forEach((status, problems) -> MarkdownSection.add(
                        document,
                        Count.of(summary.count(status), "image") + " " + ResultText.predicate(status),
                        true,
                        problems,
                        PROBLEMS_END));
        if (!groups.warnings().groups().isEmpty()) {
            MarkdownSection.add(document, "Warnings", true, groups.warnings(), WARNINGS_END);
        }
        changes();
        document.lines().forEach(out);
    }

    private void waves(RunSummary summary) {
        List<String> waves = RolloutText.waves(summary);
        if (waves.isEmpty()) {
            return;
        }
        List<String> block = MarkdownText.block(waves);
        document.add("");
        document.add(
                document.fits(block, FORECAST_END)
                        ? block
                        : List.of(Count.of(summary.rollout().waves().size(), "wave") + "."));
    }

    /** Says what would keep an apply from doing the same as the dry run. */
    private void foretell(RunSummary summary) {
        List<String> lines = new ArrayList<>();
        groups.inUse()
                .forEach((by, images) -> lines.add("- " + Count.of(images.count(), "image")
                        + (images.count() == 1 ? " is" : " are") + " in use now: " + MarkdownText.names(images)
                        + (by.isEmpty() ? "" : " by " + MarkdownText.code(by.substring(" by ".length())))));
        summary.stopsAt()
                .ifPresent(image -> lines.add("- The recipe says `on-error: stop`: apply would stop at "
                        + MarkdownText.code(image) + ", and the images after it would not be changed."));
        if (lines.isEmpty()) {
            return;
        }
        document.add("");
        int shown = 0;
        while (shown < lines.size() && document.fits(lines.subList(shown, shown + 1), FORECAST_END)) {
            document.add(lines.get(shown));
            shown++;
        }
        if (shown < lines.size()) {
            document.add("- … and " + (lines.size() - shown) + " more.");
        }
    }

    private void changes() {
        long left = groups.changedElsewhere();
        for (ChangeGroup group : groups.changes()) {
            String heading = Count.of(group.images().count(), "image") + " " + ResultText.predicate(group.status())
                    + " (undo: " + group.undo().label() + ")";
            List<String> lines = new ArrayList<>(List.of(MarkdownText.names(group.images()), ""));
            lines.addAll(MarkdownText.block(group.text()));
            if (!MarkdownSection.add(document, heading, false, lines, ALL)) {
                left += group.images().count();
            }
        }
        if (left > 0) {
            document.add("", "… and " + Count.of(left, "more image") + " with other changes.");
        }
    }
}
