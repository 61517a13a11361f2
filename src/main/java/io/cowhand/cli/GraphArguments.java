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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of {@code graph} that say in which form the graph is shown. */
final class GraphArguments {

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(names = "--dot", description = "Print the graph in Graphviz's language DOT.")
    private boolean dot;

    @Option(names = "--svg", description = "Print the graph as a picture in SVG.")
    private boolean svg;

    @Option(names = "--all", description = "Show every image, without grouping equal ones.")
    private boolean all;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            converter = Converter.class,
            description =
                    "Write the graph to a file as well; the suffix selects the format: .html (a page for any"
                            + " browser), .svg (a picture), .dot or .gv (DOT), .json or .jsonl (as with --json), .txt (text); repeatable.")
    private List<Path> reports = List.of();

    /** Returns what is wrong if there are two options that cannot be used together. */
    Optional<String> contradiction() {
        List<String> formats = Stream.of(output.json() ? "--json" : "", dot ? "--dot" : "", svg ? "--svg" : "")
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
        return ReportFileOptions.run(terminal, reports, files -> {
            Optional<ImageGraph> graph = made.get();
            graph.ifPresent(complete -> write(terminal, complete, files));
            return graph.map(code).orElse(ExitCode.INTERRUPTED);
        });
    }

    private void write(Terminal terminal, ImageGraph graph, List<ReportFile> files) {
        report().write(graph, output.json() || dot || svg ? terminal::result : terminal::text);
        for (ReportFile file : files) {
            GraphFormat.of(file.path()).orElseThrow().report(all).write(graph, file::line);
            file.complete();
        }
    }

    private GraphReport report() {
        if (output.json()) {
            return GraphFormat.JSON.report(all);
        }
        if (dot) {
            return GraphFormat.DOT.report(all);
        }
        if (svg) {
            return GraphFormat.SVG.report(all);
        }
        return output.quiet() ? new GraphProblemsText(output.style()) : new GraphText(output.style(), all);
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
