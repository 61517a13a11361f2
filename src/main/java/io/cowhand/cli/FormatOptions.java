package io.cowhand.cli;

import io.cowhand.report.Style;
import java.util.List;
import java.util.Optional;

/** The options for the format of results that may also be SARIF. */
final class FormatOptions implements ArgumentGroup {

    /** The formats. */
    enum Format {
        text,
        json,
        sarif
    }

    private final OutputOptions output = new OutputOptions();

    private final Argument<Optional<Format>> format = Argument.option("--format")
            .takes("FORMAT", Format.class)
            .description("Print text, json (the same as --json) or sarif (SARIF 2.1.0, which code hosts show beside the"
                    + " lines of a change).")
            .optional();

    @Override
    public List<Arguments> arguments() {
        return List.of(output, format);
    }

    /** Returns the format; {@code json} for {@code --json}. */
    Format format() {
        return format.value().orElse(output.json() ? Format.json : Format.text);
    }

    boolean is(Format wanted) {
        return format() == wanted;
    }

    /** Returns what is wrong if there are two options that cannot be used together. */
    Optional<String> contradiction() {
        return output.json() && !is(Format.json)
                ? Optional.of("--json and --format " + format() + " cannot be used together")
                : Optional.empty();
    }

    boolean quiet() {
        return output.quiet();
    }

    Style style() {
        return output.style();
    }
}
