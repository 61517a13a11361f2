package io.cowhand.cli;

import io.cowhand.cli.FormatOptions.Format;
import io.cowhand.expression.Selection;
import io.cowhand.report.CompositeInspectReport;
import io.cowhand.report.FilteredInspectReport;
import io.cowhand.report.FleetStatisticsReport;
import io.cowhand.report.InspectCsv;
import io.cowhand.report.InspectJUnitReport;
import io.cowhand.report.InspectJsonReport;
import io.cowhand.report.InspectMarkdownReport;
import io.cowhand.report.InspectReport;
import io.cowhand.report.InspectSarifReport;
import io.cowhand.report.InspectTable;
import io.cowhand.report.InspectTextReport;
import io.cowhand.report.Style;
import io.cowhand.report.html.InspectHtmlReport;
import io.cowhand.run.InspectQuery;
import io.cowhand.run.InspectQueryParsing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code inspect} that say which images are shown, what of them, and in which form. */
final class InspectArguments {

    @Mixin
    private FormatOptions output = new FormatOptions();

    @Mixin
    private ReportFileOptions files = new ReportFileOptions();

    @Option(
            names = "--where",
            paramLabel = "EXPR",
            description = "Leave out the images for which an expression is false, such as 'version < 3'.")
    private Optional<String> where = Optional.empty();

    @Option(
            names = "--select",
            paramLabel = "COLUMNS",
            description = "Print a table of values instead of headers; columns are variables, or expressions with"
                    + " names, such as 'path, backing_file, size / 1024 as kib'.")
    private Optional<String> select = Optional.empty();

    @Option(
            names = "--csv",
            description = "Print CSV (RFC 4180): the columns of --select, or else image, opens, version, virtual_size,"
                    + " backing_file, backing_format and problems.")
    private boolean csv;

    @Option(
            names = "--summary",
            description = "Print the numbers of images by version, sizes, features, backing files and problems, instead"
                    + " of the images.")
    private boolean summary;

    @Option(
            names = "--layout",
            description =
                    "Print a drawing of the first cluster, with the offsets and sizes of its parts, instead of the"
                            + " header.")
    private boolean layout;

    @Option(
            names = "--problems-only",
            description = "Omit images without problems; in text without --select, print only the problems of the"
                    + " others.")
    private boolean problemsOnly;

    @Option(
            names = "--fail-on",
            paramLabel = "CODE|SEVERITY",
            description =
                    "Exit with 1 if an image has a problem of this code, or of this severity or a worse one: error,"
                            + " warning or notice; repeatable.")
    private List<String> failOn = new ArrayList<>();

    /** Returns the query, or what is wrong with it. */
    InspectQueryParsing query() {
        return InspectQuery.parse(where, select, failOn);
    }

    /** Returns what is wrong if there are two options that cannot be used together. */
    Optional<String> contradiction() {
        boolean json = output.is(Format.json);
        boolean sarif = output.is(Format.sarif);
        Optional<String> wrong = output.contradiction();
        return wrong.isPresent()
                ? wrong
                : Stream.of(
                                new Pair("--csv", csv, "--json", json),
                                new Pair("--csv", csv, "--format sarif", sarif),
                                new Pair("--select", select.isPresent(), "--format sarif", sarif),
                                new Pair("--summary", summary, "--format sarif", sarif),
                                new Pair("--csv", csv, "--summary", summary),
                                new Pair("--csv", csv, "--quiet", output.quiet()),
                                new Pair("--select", select.isPresent(), "--summary", summary),
                                new Pair("--select", select.isPresent(), "--quiet", output.quiet()),
                                new Pair("--summary", summary, "--quiet", output.quiet()),
                                new Pair("--summary", summary, "--problems-only", problemsOnly),
                                new Pair("--layout", layout, "--json", json),
                                new Pair("--layout", layout, "--format sarif", sarif),
                                new Pair("--layout", layout, "--csv", csv),
                                new Pair("--layout", layout, "--select", select.isPresent()),
                                new Pair("--layout", layout, "--summary", summary),
                                new Pair("--layout", layout, "--problems-only", problemsOnly),
                                new Pair("--layout", layout, "--quiet", output.quiet()))
                        .filter(Pair::isGiven)
                        .map(pair -> pair.one + " and " + pair.other + " cannot be used together")
                        .findFirst();
    }

    /** Two options, and whether each is given. */
    private record Pair(String one, boolean hasOne, String other, boolean hasOther) {
        boolean isGiven() {
            return hasOne && hasOther;
        }
    }

    /** Runs a command with a report that prints to a terminal and writes the report files. */
    ExitCode run(Terminal terminal, InspectQuery query, int images, Function<InspectReport<?>, ExitCode> command) {
        boolean isCounted = images > 1;
        InspectReport<?> shown = report(terminal, query, isCounted && !output.quiet());
        if (output.quiet() && output.is(Format.text)) {
            shown = new FilteredInspectReport<>(
                    shown, inspection -> inspection.brief(query.failOn()).fails());
        }
        InspectReport<?> printed = shown;
        return files.areNone()
                ? command.apply(withProblems(printed))
                : files.run(terminal, begun -> command.apply(withProblems(all(printed, begun, query, images))));
    }

    /** Returns a report without the images that {@code --problems-only} omits. */
    private InspectReport<?> withProblems(InspectReport<?> report) {
        return problemsOnly
                ? new FilteredInspectReport<>(
                        report, inspection -> !inspection.problems().isEmpty())
                : report;
    }

    /** Returns all reports as one, which completes the files. */
    private InspectReport<?> all(InspectReport<?> shown, List<ReportFile> begun, InspectQuery query, int images) {
        List<InspectReport<?>> reports = new ArrayList<>(List.of(shown));
        begun.forEach(file -> reports.add(report(file, query, images)));
        return new CompositeInspectReport(reports, () -> begun.forEach(ReportFile::complete));
    }

    private InspectReport<?> report(ReportFile file, InspectQuery query, int images) {
        return switch (file.format()) {
            case HTML -> new InspectHtmlReport(file::line, images);
            case MARKDOWN -> new InspectMarkdownReport(file::line);
            case JUNIT -> new InspectJUnitReport(file::line, query.failOn());
            case JSON -> json(file::line);
            // The messages that belong to a table are on standard error.
            case TEXT ->
                layout
                        ? InspectTextReport.layouts(file::line, Style.PLAIN, TerminalWidth.USUAL, images > 1)
                        : text(
                                file::line,
                                () -> Integer.MAX_VALUE,
                                message -> {},
                                Style.PLAIN,
                                query,
                                problemsOnly,
                                images > 1);
        };
    }

    private InspectReport<?> report(Terminal terminal, InspectQuery query, boolean isCounted) {
        if (csv) {
            return new InspectCsv(terminal::result, terminal::message, names(query), Terminal.isTerminal());
        }
        if (layout) {
            return InspectTextReport.layouts(terminal::text, output.style(), terminal.drawingColumns(), isCounted);
        }
        return switch (output.format()) {
            case text ->
                text(
                        terminal::text,
                        terminal::pageColumns,
                        terminal::message,
                        output.style(),
                        query,
                        problemsOnly || output.quiet(),
                        isCounted);
            case json -> json(terminal::result);
            case sarif -> new InspectSarifReport(terminal::result, Cli.version());
        };
    }

    private static Optional<List<String>> names(InspectQuery query) {
        return query.select().map(Selection::names);
    }

    private InspectReport<?> json(Consumer<String> out) {
        return summary ? FleetStatisticsReport.json(out) : new InspectJsonReport(out, select.isPresent());
    }

    private InspectReport<?> text(
            Consumer<String> out,
            IntSupplier columns,
            Consumer<String> complaints,
            Style style,
            InspectQuery query,
            boolean isBrief,
            boolean isCounted) {
        if (summary) {
            return FleetStatisticsReport.text(out, style, columns.getAsInt());
        }
        return names(query)
                .<InspectReport<?>>map(names -> new InspectTable(out, complaints, names))
                .orElseGet(() -> new InspectTextReport(out, style, isBrief, isCounted));
    }
}
