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

/** The options of {@code inspect} that say which images are shown, what of them, and in which form. */
final class InspectArguments implements ArgumentGroup {

    private final FormatOptions output = new FormatOptions();

    private final ReportFileOptions files = new ReportFileOptions();

    private final Argument<Optional<String>> where = Argument.option("--where")
            .takes("EXPR", String.class)
            .description("Leave out the images for which an expression is false, such as 'version < 3'.")
            .optional();

    private final Argument<Optional<String>> select = Argument.option("--select")
            .takes("COLUMNS", String.class)
            .description("Print a table of values instead of headers; columns are variables, or expressions with"
                    + " names, such as 'path, backing_file, size / 1024 as kib'.")
            .optional();

    private final Argument<Boolean> csv = Argument.flag(
            "--csv",
            "Print CSV (RFC 4180): the columns of --select, or else image, opens, version, virtual_size,"
                    + " backing_file, backing_format and problems.");

    private final Argument<Boolean> summary = Argument.flag(
            "--summary",
            "Print the numbers of images by version, sizes, features, backing files and problems, instead"
                    + " of the images.");

    private final Argument<Boolean> layout = Argument.flag(
            "--layout",
            "Print a drawing of the first cluster, with the offsets and sizes of its parts, instead of the header.");

    private final Argument<Boolean> problemsOnly = Argument.flag(
            "--problems-only",
            "Omit images without problems; in text without --select, print only the problems of the others.");

    private final Argument<List<String>> failOn = Argument.option("--fail-on")
            .takes("CODE|SEVERITY", String.class)
            .description(
                    "Exit with 1 if an image has a problem of this code, or of this severity or a worse one: error,"
                            + " warning or notice; repeatable.")
            .repeatable();

    @Override
    public List<Arguments> arguments() {
        return List.of(output, files, where, select, csv, summary, layout, problemsOnly, failOn);
    }

    /** Returns the query, or what is wrong with it. */
    InspectQueryParsing query() {
        return InspectQuery.parse(where.value(), select.value(), failOn.value());
    }

    /** Returns what is wrong if there are two options that cannot be used together. */
    Optional<String> contradiction() {
        boolean json = output.is(Format.json);
        boolean sarif = output.is(Format.sarif);
        Optional<String> wrong = output.contradiction();
        return wrong.isPresent()
                ? wrong
                : Stream.of(
                                new Pair("--csv", csv.value(), "--json", json),
                                new Pair("--csv", csv.value(), "--format sarif", sarif),
                                new Pair("--select", select.value().isPresent(), "--format sarif", sarif),
                                new Pair("--summary", summary.value(), "--format sarif", sarif),
                                new Pair("--csv", csv.value(), "--summary", summary.value()),
                                new Pair("--csv", csv.value(), "--quiet", output.quiet()),
                                new Pair("--select", select.value().isPresent(), "--summary", summary.value()),
                                new Pair("--select", select.value().isPresent(), "--quiet", output.quiet()),
                                new Pair("--summary", summary.value(), "--quiet", output.quiet()),
                                new Pair("--summary", summary.value(), "--problems-only", problemsOnly.value()),
                                new Pair("--layout", layout.value(), "--json", json),
                                new Pair("--layout", layout.value(), "--format sarif", sarif),
                                new Pair("--layout", layout.value(), "--csv", csv.value()),
                                new Pair(
                                        "--layout",
                                        layout.value(),
                                        "--select",
                                        select.value().isPresent()),
                                new Pair("--layout", layout.value(), "--summary", summary.value()),
                                new Pair("--layout", layout.value(), "--problems-only", problemsOnly.value()),
                                new Pair("--layout", layout.value(), "--quiet", output.quiet()))
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
        return problemsOnly.value()
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
                layout.value()
                        ? InspectTextReport.layouts(file::line, Style.PLAIN, TerminalWidth.USUAL, images > 1)
                        : text(
                                file::line,
                                () -> Integer.MAX_VALUE,
                                message -> {},
                                Style.PLAIN,
                                query,
                                problemsOnly.value(),
                                images > 1);
        };
    }

    private InspectReport<?> report(Terminal terminal, InspectQuery query, boolean isCounted) {
        if (csv.value()) {
            return new InspectCsv(terminal::result, terminal::message, names(query), Terminal.isTerminal());
        }
        if (layout.value()) {
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
                        problemsOnly.value() || output.quiet(),
                        isCounted);
            case json -> json(terminal::result);
            case sarif -> new InspectSarifReport(terminal::result, Cli.version());
        };
    }

    private static Optional<List<String>> names(InspectQuery query) {
        return query.select().map(Selection::names);
    }

    private InspectReport<?> json(Consumer<String> out) {
        return summary.value()
                ? FleetStatisticsReport.json(out)
                : new InspectJsonReport(out, select.value().isPresent());
    }

    private InspectReport<?> text(
            Consumer<String> out,
            IntSupplier columns,
            Consumer<String> complaints,
            Style style,
            InspectQuery query,
            boolean isBrief,
            boolean isCounted) {
        if (summary.value()) {
            return FleetStatisticsReport.text(out, style, columns.getAsInt());
        }
        return names(query)
                .<InspectReport<?>>map(names -> new InspectTable(out, complaints, names))
                .orElseGet(() -> new InspectTextReport(out, style, isBrief, isCounted));
    }
}
