package io.cowhand.cli;

import io.cowhand.report.GraphDot;
import io.cowhand.report.GraphJson;
import io.cowhand.report.GraphReport;
import io.cowhand.report.GraphSvg;
import io.cowhand.report.GraphText;
import io.cowhand.report.Style;
import io.cowhand.report.html.GraphHtml;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The formats of reports of a graph, which the suffix of the file's name selects. */
enum GraphFormat {
    HTML(".html") {
        @Override
        GraphReport report(boolean all) {
            return new GraphHtml(all);
        }
    },
    TEXT(".txt") {
        @Override
        GraphReport report(boolean all) {
            return new GraphText(Style.PLAIN, all);
        }
    },
    JSON(".json", ".jsonl") {
        @Override
        GraphReport report(boolean all) {
            return new GraphJson();
        }
    },
    DOT(".dot", ".gv") {
        @Override
        GraphReport report(boolean all) {
            return new GraphDot();
        }
    },
    SVG(".svg") {
        @Override
        GraphReport report(boolean all) {
            return new GraphSvg(all);
        }
    };

    private final List<String> suffixes;

    GraphFormat(String... suffixes) {
        this.suffixes = List.of(suffixes);
    }

    /** Returns the report of a graph in this format; with {@code all}, nothing in it is grouped. */
    abstract GraphReport report(boolean all);

    /** Returns the format of a file. */
    static Optional<GraphFormat> of(Path file) {
        String name = file.toString();
        return Arrays.stream(values())
                .filter(format -> format.suffixes.stream().anyMatch(name::endsWith))
                .findFirst();
    }

    /** Returns whether a name has the suffix of a drawing, which names of images do not have. */
    static boolean isPicture(String name) {
        return Stream.of(HTML, DOT, SVG)
                .flatMap(format -> format.suffixes.stream())
                .anyMatch(name::endsWith);
    }

    /** Returns all suffixes in words. */
    static String allSuffixes() {
        return Arrays.stream(values())
                .flatMap(format -> format.suffixes.stream())
                .collect(Collectors.joining(", "));
    }
}
