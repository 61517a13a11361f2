package io.cowhand.spark;

import io.cowhand.os.TimeLimit;
import io.cowhand.run.InspectQuery;
import io.cowhand.run.InspectQueryParsing;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What {@code inspect} asks of each image. */
@Command(name = "cowhand inspect")
final class InspectOptions implements Serializable {

    private static final long serialVersionUID = 1;

    @Option(names = "--where")
    private String where = "";

    @Option(names = "--fail-on")
    private List<String> failOn = new ArrayList<>();

    @Option(names = "--io-timeout")
    private String timeout = "60s";

    private InspectOptions() {}

    /**
     * Reads the arguments after the command.
     *
     * @throws IllegalArgumentException if they are wrong; the message says why
     */
    static InspectOptions parse(String... arguments) {
        InspectOptions options = new InspectOptions();
        try {
            new CommandLine(options).parseArgs(arguments);
        } catch (ParameterException wrong) {
            throw new IllegalArgumentException(wrong.getMessage(), wrong);
        }
        options.query();
        options.limit();
        return options;
    }

    /** Returns the query. */
    InspectQuery query() {
        InspectQueryParsing parsing =
                InspectQuery.parse(Optional.of(where).filter(text -> !text.isEmpty()), Optional.empty(), failOn);
        if (parsing instanceof InspectQueryParsing.Wrong wrong) {
            throw new IllegalArgumentException(wrong.mistakes().stream()
                    .map(InspectQueryParsing.Mistake::toString)
                    .collect(Collectors.joining("; ")));
        }
        return (InspectQuery) parsing;
    }

    /** Returns how long a file may take to answer. */
    TimeLimit limit() {
        return TimeLimit.parse(timeout)
                .orElseThrow(() -> new IllegalArgumentException(
                        "--io-timeout: \"" + timeout + "\" is not a duration, such as 30s"));
    }

    Duration duration() {
        return limit().duration();
    }
}
