package io.cowhand.cli;

import io.cowhand.report.Style;
import picocli.CommandLine.Option;

/** The options for the format of results. */
final class OutputOptions {

    /** When to use colours. */
    enum Colour {
        auto,
        always,
        never
    }

    @Option(names = "--json", description = "Print JSON Lines instead of text: one object per line, the summary last.")
    private boolean json;

    @Option(names = "--quiet", description = "In text, print only warnings, what went wrong, and the run's id.")
    private boolean quiet;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "Use colours: auto (on a terminal, unless NO_COLOR is set or TERM is dumb), always or never.")
    private Colour colour = Colour.auto;

    boolean json() {
        return json;
    }

    boolean quiet() {
        return quiet;
    }

    Style style() {
        return switch (colour) {
            case always -> Style.COLOURED;
            case never -> Style.PLAIN;
            case auto -> Terminal.hasColours() ? Style.COLOURED : Style.PLAIN;
        };
    }
}
