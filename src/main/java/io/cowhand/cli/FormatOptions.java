package io.cowhand.cli;

import io.cowhand.report.Style;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for the format of results that may also be SARIF. */
final class FormatOptions {

    /** The formats. */
    enum Format {
        text,
        json,
        sarif
    }

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "Print text, json (the same as --json) or sarif (SARIF 2.1.0, which code hosts show beside the"
                            + " lines of a change).")
    private Optional<Format> format = Optional.empty();

    /** Returns the format; {@code json} for {@code --json}. */
    Format format() {
        return format.orElse(output.json() ? Format.json : Format.text);
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
