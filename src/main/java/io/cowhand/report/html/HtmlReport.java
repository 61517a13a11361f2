package io.cowhand.report.html;

import io.cowhand.bytes.Bytes;
import io.cowhand.fleet.HeaderWindows;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.RunSummary;
import io.cowhand.qcow2.HeaderRegion.Kind;
import io.cowhand.report.ByteCount;
import io.cowhand.report.FleetReport;
import io.cowhand.report.ResultText;
import io.cowhand.report.RunText;
import io.cowhand.result.Heading;
import io.cowhand.run.RunEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The results of a plan, a run or a rollback as one HTML file. */
public final class HtmlReport implements FleetReport {

    private final Consumer<String> out;
    private String title = "Images";
    private List<String> subtitle = List.of();
    private long expected;
    private @Nullable ImagePage begun;
    private long inUse;

    /** Creates a report that passes each line to {@code out} as soon as it is known. */
    public HtmlReport(Consumer<String> out) {
        this.out = out;
    }

    @Override
    public void begin(Heading heading) {
        title = (heading.dryRun() ? "Plan of " : "Run of ") + heading.recipe();
        subtitle = List.of(ResultText.counts(heading));
        expected = heading.images();
    }

    @Override
    public void begin(RunEntry run) {
        title = "Run " + run.id();
        subtitle = RunText.page(run).stream().skip(1).map(String::strip).toList();
        expected = run.summary().intents();
    }

    @Override
    public void beginRollback(String run, boolean dryRun) {
        title = "Rollback of run " + run;
        subtitle = dryRun ? List.of(ResultText.ROLLBACK_DRY_RUN) : List.of();
    }

    @Override
    public void result(ImageResult result) {
        inUse += result.inUse().isPresent() ? 1 : 0;
        page().add(new ImagePage.Shown(
                result.image(),
                result.wave().orElse(0),
                Result.of(result),
                result.header().map(windows -> parts(windows.before())),
                result.header().filter(windows -> !windows.isUnchanged()).map(windows -> parts(windows.after())),
                result.header().map(HtmlReport::facts).orElse(List.of())));
    }

    private static List<String> facts(HeaderWindows windows) {
        return List.of("File size", ByteCount.inFull(windows.fileSize()));
    }

    /** Returns the parts of a window; one for all of it if it holds no header, as for an image broken on purpose. */
    private static HeaderParts parts(Bytes window) {
        return HeaderParts.of(window)
                .orElseGet(() -> new HeaderParts(List.of(new HeaderParts.Part(
                        Kind.SLACK,
                        "not a header",
                        window.length(),
                        window.withoutTrailingZeros().toHex(),
                        () -> "cannot be decoded"))));
    }

    private ImagePage page() {
        ImagePage page = begun;
        if (page == null) {
            page = ImagePage.begin(out, title, expected, Category.ofStatuses());
            begun = page;
        }
        return page;
    }

    @Override
    public void end(RunSummary summary) {
        FleetSummary shown = new FleetSummary(summary);
        List<Markup> parts = new ArrayList<>(List.of(Section.head(title, subtitle), shown.counts(inUse)));
        if (shown.hasWaves()) {
            parts.add(shown.waves());
        }
        page().end(parts);
    }
}
