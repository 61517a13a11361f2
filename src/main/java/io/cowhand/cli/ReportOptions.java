package io.cowhand.cli;

import io.cowhand.report.DetailedTextReport;
import io.cowhand.report.FleetReport;
import io.cowhand.report.JsonReport;
import io.cowhand.report.TextReport;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for the format of a fleet's results. */
final class ReportOptions {

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(names = "--all", description = "In text, show every image with every value, without grouping.")
    private boolean all;

    /** Returns the options that all commands have. */
    OutputOptions output() {
        return output;
    }

    /** Returns a report that prints to a terminal. */
    FleetReport report(Terminal terminal) {
        if (output.json()) {
            return new JsonReport(terminal::result);
        }
        return all
                ? new DetailedTextReport(terminal::text, output.style(), output.quiet())
                : new TextReport(terminal::text, output.style(), output.quiet());
    }

    /**
     * Returns the progress of work on images. It is not shown if it would be mixed with results on the same terminal.
     */
    Progress progress(Terminal terminal, String work, long images) {
        boolean comesBetween = Terminal.isTerminal() && (output.json() || all);
        boolean isShown = Terminal.canRewriteMessages() && !output.quiet() && !comesBetween;
        return new Progress(
                isShown ? terminal::status : line -> {}, terminal::messageColumns, System::nanoTime, work, images);
    }
}
