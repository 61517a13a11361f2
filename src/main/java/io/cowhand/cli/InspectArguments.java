package io.cowhand.cli;

import io.cowhand.expression.Selection;
import io.cowhand.report.FleetStatisticsReport;
import io.cowhand.report.InspectCsv;
import io.cowhand.report.InspectJsonReport;
import io.cowhand.report.InspectReport;
import io.cowhand.report.InspectTable;
import io.cowhand.report.InspectTextReport;
import io.cowhand.run.InspectQuery;
import io.cowhand.run.InspectQueryParsing;
import io.cowhand.run.Inspection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code inspect} that say which images are shown, what of them, and in which form. */
final class InspectArguments {

    @Mixin
    private OutputOptions output = new OutputOptions();

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

    /** Returns what is wrong if there are two options that mean nothing together. */
    Optional<String> contradiction() {
        return Stream.of(
                        new Pair("--csv", csv, "--json", output.json()),
                        new Pair("--csv", csv, "--summary", summary),
                        new Pair("--csv", csv, "--quiet", output.quiet()),
                        new Pair("--select", select.isPresent(), "--summary", summary),
                        new Pair("--select", select.isPresent(), "--quiet", output.quiet()),
                        new Pair("--summary", summary, "--quiet", output.quiet()),
                        new Pair("--summary", summary, "--problems-only", problemsOnly))
                .filter(Pair::isGiven)
                .map(pair -> pair.one + " and " + pair.other + " mean nothing together")
                .findFirst();
    }

    /** Two options, and whether each is given. */
    private record Pair(String one, boolean hasOne, String other, boolean hasOther) {
        boolean isGiven() {
            return hasOne && hasOther;
        }
    }

    /** Returns a report that prints to a terminal. */
    InspectReport<?> report(Terminal terminal, InspectQuery query, boolean isCounted) {
        if (summary) {
            return output.json()
                    ? FleetStatisticsReport.json(terminal::result)
                    : FleetStatisticsReport.text(terminal::text, output.style());
        }
        if (output.json()) {
            return new InspectJsonReport(terminal::result, select.isPresent());
        }
        Optional<List<String>> names = query.select().map(Selection::names);
        if (csv) {
            return new InspectCsv(terminal::result, terminal::message, names, Terminal.isTerminal());
        }
        if (names.isPresent()) {
            return new InspectTable(terminal::text, terminal::message, names.get());
        }
        return new InspectTextReport(
                terminal::text, output.style(), problemsOnly || output.quiet(), isCounted && !output.quiet());
    }

    /** Returns whether an image is left out of the report. */
    boolean leavesOut(Inspection inspection, InspectQuery query) {
        return problemsOnly && inspection.problems().isEmpty()
                || output.quiet()
                        && !output.json()
                        && !inspection.brief(query.failOn()).fails();
    }
}
