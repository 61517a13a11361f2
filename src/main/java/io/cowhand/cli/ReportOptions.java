package io.cowhand.cli;

import io.cowhand.report.CompositeFleetReport;
import io.cowhand.report.DetailedTextReport;
import io.cowhand.report.Diff;
import io.cowhand.report.FleetReport;
import io.cowhand.report.JUnitReport;
import io.cowhand.report.JsonReport;
import io.cowhand.report.MarkdownReport;
import io.cowhand.report.Style;
import io.cowhand.report.TextReport;
import io.cowhand.report.html.HtmlReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The options for the format of a fleet's results. */
final class ReportOptions implements ArgumentGroup {

    private final OutputOptions output = new OutputOptions();

    private final Argument<Boolean> all =
            Argument.flag("--all", "In text, show every image with every value, without grouping.");

    private final Argument<Diff> diff = Argument.option("--diff")
            .takes("WHAT", Diff.class)
            .description("In text, show the changes as fields, or as fields and bytes: a hex dump of what changes, of"
                    + " the first image of each group or, with --all, of every image. Default: fields.")
            .orElse(Diff.fields);

    /** Returns the options that all commands have. */
    OutputOptions output() {
        return output;
    }

    private final ReportFileOptions files = new ReportFileOptions();

    @Override
    public List<Arguments> arguments() {
        return List.of(output, all, diff, files);
    }

    /** Returns whether a report is written to a file. */
    boolean name(Path file) {
        return files.name(file);
    }

    /**
     * Runs a command with a report that prints to a terminal and writes the report files, unless one of them would replace a
     * file that the command reads.
     */
    ExitCode run(Terminal terminal, List<Path> inputs, Function<FleetReport, ExitCode> command) {
        Optional<Path> replaced = inputs.stream().filter(files::name).findFirst();
        if (replaced.isPresent()) {
            terminal.message("--report: " + replaced.get() + " is a file that this command reads");
            return ExitCode.USAGE;
        }
        return run(terminal, command);
    }

    /** Runs a command with a report that prints to a terminal and writes the report files. */
    ExitCode run(Terminal terminal, Function<FleetReport, ExitCode> command) {
        FleetReport shown = report(terminal);
        return files.areNone() ? command.apply(shown) : files.run(terminal, begun -> command.apply(all(shown, begun)));
    }

    /** Returns all reports as one, which completes the files. */
    private FleetReport all(FleetReport shown, List<ReportFile> begun) {
        List<FleetReport> reports = new ArrayList<>(List.of(shown));
        begun.forEach(file -> reports.add(report(file)));
        return new CompositeFleetReport(reports, () -> begun.forEach(ReportFile::complete));
    }

    private FleetReport report(ReportFile file) {
        return switch (file.format()) {
            case HTML -> new HtmlReport(file::line);
            case MARKDOWN -> new MarkdownReport(file::line);
            case JUNIT -> new JUnitReport(file::line);
            case JSON -> new JsonReport(file::line);
            case TEXT ->
                all.value()
                        ? new DetailedTextReport(file::line, Style.PLAIN, diff.value(), false)
                        : new TextReport(file::line, Style.PLAIN, diff.value(), false);
        };
    }

    private FleetReport report(Terminal terminal) {
        if (output.json()) {
            return new JsonReport(terminal::result);
        }
        return all.value()
                ? new DetailedTextReport(terminal::text, output.style(), diff.value(), output.quiet())
                : new TextReport(terminal::text, output.style(), diff.value(), output.quiet());
    }

    /**
     * Returns the progress of work on images. It is not shown if it would be mixed with results on the same terminal.
     */
    FleetProgress fleetProgress(Terminal terminal, String work, long images) {
        boolean comesBetween = Terminal.isTerminal() && (output.json() || all.value());
        boolean isWanted = !output.quiet() && !comesBetween;
        return new FleetProgress(progress(terminal, work, images, isWanted), work, images);
    }

    /** Returns the progress of work on images, which only a terminal shows. */
    static Progress progress(Terminal terminal, String work, long images, boolean isWanted) {
        boolean isShown = Terminal.canRewriteMessages() && isWanted;
        return new Progress(
                isShown ? terminal::status : line -> {}, terminal::messageColumns, System::nanoTime, work, images);
    }
}
