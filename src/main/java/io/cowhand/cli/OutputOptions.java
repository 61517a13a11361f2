package io.cowhand.cli;

import io.cowhand.fleet.RunSummary;
import io.cowhand.report.FleetReport;
import io.cowhand.report.JsonReport;
import io.cowhand.report.Style;
import io.cowhand.report.TextReport;
import picocli.CommandLine.Option;

/** How results look. */
final class OutputOptions {

    /** When to use colours. */
    enum Colour {
        auto,
        always,
        never
    }

    @Option(
            names = "--json",
            description = "Print JSON Lines instead of text: one object for each thing, then a summary.")
    private boolean json;

    @Option(names = "--quiet", description = "As text, print only what went wrong.")
    private boolean quiet;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "Use colours: auto (on a terminal, unless NO_COLOR is set), always or never.")
    private Colour colour = Colour.auto;

    boolean json() {
        return json;
    }

    boolean quiet() {
        return quiet;
    }

    /** A report of images one after the other, without a heading. */
    FleetReport report(Terminal terminal) {
        return json ? new JsonReport(terminal::result) : new TextReport(terminal::result, style(), quiet);
    }

    /** Prints what even a quiet run of a command has to say: its id, without which it cannot be taken back. */
    void endQuietly(Terminal terminal, RunSummary summary) {
        if (quiet && !json) {
            summary.run().ifPresent(run -> terminal.result("Run " + run + "."));
        }
    }

    Style style() {
        return switch (colour) {
            case always -> Style.COLOURED;
            case never -> Style.PLAIN;
            case auto -> Terminal.isTerminal() && System.getenv("NO_COLOR") == null ? Style.COLOURED : Style.PLAIN;
        };
    }
}
