package io.cowhand.cli;

import io.cowhand.os.TimeLimit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option that limits how long to wait for files. */
final class TimeoutOptions {

    @Option(
            names = "--io-timeout",
            paramLabel = "DURATION",
            converter = Converter.class,
            description = "How long to wait for a file, such as 500ms, 30s or 2m; an image that takes longer is"
                    + " unreadable. Default: 60s.")
    private TimeLimit limit = TimeLimit.DEFAULT;

    TimeLimit limit() {
        return limit;
    }

    /** Parses a limit. */
    static final class Converter implements ITypeConverter<TimeLimit> {
        @Override
        public TimeLimit convert(String text) {
            return TimeLimit.parse(text)
                    .orElseThrow(() -> new TypeConversionException(
                            "\"" + text + "\" is not a duration greater than zero, such as 500ms, 30s, 2m or 1h"));
        }
    }
}
