package io.cowhand.cli;

import io.cowhand.os.TimeLimit;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The option that limits how long to wait for files. */
final class TimeoutOptions implements ArgumentGroup {

    private final Argument<TimeLimit> limit = Argument.option("--io-timeout")
            .takes("DURATION", new Converter())
            .description("How long to wait for a file, such as 500ms, 30s or 2m; an image that takes longer is"
                    + " unreadable. Default: 60s.")
            .orElse(TimeLimit.DEFAULT);

    @Override
    public List<Arguments> arguments() {
        return List.of(limit);
    }

    TimeLimit limit() {
        return limit.value();
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
