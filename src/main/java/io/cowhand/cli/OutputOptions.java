package io.cowhand.cli;

import io.cowhand.report.Style;
import java.util.List;

/** The options for the format of results. */
final class OutputOptions implements ArgumentGroup {

    /** When to use colours. */
    enum Colour {
        auto,
        always,
        never
    }

    private final Argument<Boolean> json =
            Argument.flag("--json", "Print JSON Lines instead of text: one object per line, the summary last.");

    private final Argument<Boolean> quiet =
            Argument.flag("--quiet", "In text, print only warnings, what went wrong, and the run's id.");

    private final Argument<Colour> colour = Argument.option("--color")
            .takes("WHEN", Colour.class)
            .description("Use colours: auto (on a terminal, unless NO_COLOR is set or TERM is dumb), always or never.")
            .orElse(Colour.auto);

    @Override
    public List<Arguments> arguments() {
        return List.of(json, quiet, colour);
    }

    boolean json() {
        return json.value();
    }

    boolean quiet() {
        return quiet.value();
    }

    Style style() {
        return switch (colour.value()) {
            case always -> Style.COLOURED;
            case never -> Style.PLAIN;
            case auto -> Terminal.hasColours() ? Style.COLOURED : Style.PLAIN;
        };
    }
}
