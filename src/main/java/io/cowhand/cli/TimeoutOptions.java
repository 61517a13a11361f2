package io.cowhand.cli;

import io.cowhand.os.TimeLimit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How long to wait for files. */
final class TimeoutOptions {

    @Option(
            names = "--io-timeout",
            paramLabel = "DURATION",
            converter = Converter.class,
            description = "How long a file may take to answer, such as 500ms, 30s or 2m; after that it counts as"
                    + " unreadable. By default 60s.")
    private TimeLimit limit = TimeLimit.DEFAULT;

    TimeLimit limit() {
        return limit;
    }

    /** Reads a limit. */
    static final class Converter implements ITypeConverter<TimeLimit> {
        @Override
        public TimeLimit convert(String text) {
            return TimeLimit.parse(text)
                    .orElseThrow(() -> new TypeConversionException(
                            "\"" + text + "\" is no time, such as 500ms, 30s, 2m or 1h, that is longer than zero"));
        }
    }
}
