package io.cowhand.cli;

import io.cowhand.graph.ImageGraph;
import io.cowhand.report.GraphProblemsText;
import io.cowhand.report.GraphReport;
import io.cowhand.report.GraphText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The options of {@code graph} that say in which form the graph is shown. */
final class GraphArguments implements ArgumentGroup {

    private final OutputOptions output = new OutputOptions();

    private final Argument<Boolean> dot = Argument.flag("--dot", "Print the graph in Graphviz's language DOT.");

    private final Argument<Boolean> svg = Argument.flag("--svg", "Print the graph as a picture in SVG.");

    private final Argument<Boolean> all = Argument.flag("--all", "Show every image, without grouping equal ones.");

    private final Argument<List<Path>> reports = Argument.option("--report")
            .takes("FILE", new Converter())
            .description(
                    "Write the graph to a file as well; the suffix selects the format: .html (a page for any"
                            + " browser), .svg (a picture), .dot or .gv (DOT), .json or .jsonl (as with --json), .txt (text); repeatable.")
            .repeatable();

    @Override
    public List<Arguments> arguments() {
        return List.of(output, dot, svg, all, reports);
    }

    /** Returns what is wrong if there are two options that cannot be used together. */
    Optional<String> contradiction() {
        List<String> formats = Stream.of(
                        output.json() ? "--json" : "", dot.value() ? "--dot" : "", svg.value() ? "--svg" : "")
                .filter(name -> !name.isEmpty())
                .toList();
        return formats.size() < 2
                ? Optional.empty()
                : Optional.of(formats.get(0) + " and " + formats.get(1) + " cannot be used together");
    }

    /**
     * Prints a graph and writes the report files; if there is none, the command was interrupted.
     *
     * @param made makes the graph
     * @param code the exit code for it
     */
    ExitCode print(Terminal terminal, Supplier<Optional<ImageGraph>> made, Function<ImageGraph, ExitCode> code) {
        return ReportFileOptions.run(terminal, reports.value(), files -> {
            Optional<ImageGraph> graph = made.get();
            graph.ifPresent(complete -> write(terminal, complete, files));
            return graph.map(code).orElse(ExitCode.INTERRUPTED);
        });
    }

    private void write(Terminal terminal, ImageGraph graph, List<ReportFile> files) {
        report().write(graph, output.json() || dot.value() || svg.value() ? terminal::result : terminal::text);
        for (ReportFile file : files) {
            GraphFormat.of(file.path()).orElseThrow().report(all.value()).write(graph, file::line);
            file.complete();
        }
    }

    private GraphReport report() {
        if (output.json()) {
            return GraphFormat.JSON.report(all.value());
        }
        if (dot.value()) {
            return GraphFormat.DOT.report(all.value());
        }
        if (svg.value()) {
            return GraphFormat.SVG.report(all.value());
        }
        return output.quiet() ? new GraphProblemsText(output.style()) : new GraphText(output.style(), all.value());
    }

    /** Checks the suffix of a report's name. */
    static final class Converter implements ITypeConverter<Path> {
        @Override
        public Path convert(String text) {
            Path path = Path.of(text);
            if (GraphFormat.of(path).isEmpty()) {
                throw new TypeConversionException("\"" + text + "\" must end in one of " + GraphFormat.allSuffixes());
            }
            return path;
        }
    }
}
