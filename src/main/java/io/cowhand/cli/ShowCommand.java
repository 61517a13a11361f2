package io.cowhand.cli;

import io.cowhand.fleet.Image;
import io.cowhand.image.Glob;
import io.cowhand.json.MalformedJsonException;
import io.cowhand.os.IoErrors;
import io.cowhand.planfile.SavedFleet;
import io.cowhand.report.FleetReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine.Model.CommandSpec;

/** {@code cowhand show}: prints saved plans and results again. */
final class ShowCommand implements Command {

    private final Terminal terminal;

    private final Argument<List<Path>> files = Argument.parameter("1..*")
            .takes("FILE", Path.class)
            .description(
                    "Saved plans, and files with the output of plan --json or apply --json; also compressed with gzip; and"
                            + " folders with the results of the job for Spark in JSON. Shards are merged into the order of the whole fleet.")
            .repeatable();

    private final ReportOptions report = new ReportOptions();

    private final Argument<List<String>> globs = Argument.option("--limit")
            .takes("GLOB", new LimitOptions.Converter())
            .description("Only images that the glob matches, by the path as shown; repeatable.")
            .repeatable();

    private final Argument<Boolean> partial =
            Argument.flag("--partial", "Show the shards that there are, although others are missing.");

    ShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void describe(CommandSpec command) {
        command.usageMessage()
                .description("Print saved plans and results again, those of several machines as if they came from one.")
                .footerHeading(Cli.EXAMPLES)
                .footer("  cowhand show monday.plan", "  cowhand show shard-*.jsonl.gz --report fleet.md");
    }

    @Override
    public List<Arguments> arguments() {
        return List.of(files, report, globs, partial);
    }

    @Override
    public Integer call() {
        try {
            return shown().code();
        } catch (MalformedJsonException malformed) {
            terminal.message(String.valueOf(malformed.getMessage()));
            return ExitCode.INVALID_RECIPE.code();
        } catch (IOException error) {
            String file = error instanceof FileSystemException system ? system.getFile() + ": " : "";
            terminal.message(file + IoErrors.describe(error));
            return ExitCode.UNREADABLE_RECIPE.code();
        }
    }

    private ExitCode shown() throws IOException {
        try {
            return show();
        } catch (UncheckedIOException changed) {
            throw changed.getCause();
        }
    }

    private ExitCode show() throws IOException {
        SavedFleet fleet = new SavedFleet(files.value(), limit());
        List<String> problems = fleet.problems();
        if (!problems.isEmpty()) {
            problems.forEach(terminal::message);
            return ExitCode.INVALID_RECIPE;
        }
        Optional<String> missing = fleet.missing();
        missing.ifPresent(shards -> terminal.message(shards + (partial.value() ? "" : "; --partial shows the others")));
        if (missing.isPresent() && !partial.value()) {
            return ExitCode.INVALID_RECIPE;
        }
        if (fleet.unwanted().isPresent()) {
            terminal.message("--limit " + String.join(", ", globs.value()) + " matches none of the images, such as "
                    + fleet.unwanted().get().display());
            return ExitCode.INVALID_RECIPE;
        }
        return report.run(terminal, files.value(), shown -> show(fleet, shown));
    }

    private static ExitCode show(SavedFleet fleet, FleetReport shown) {
        try {
            fleet.heading().ifPresent(shown::begin);
            fleet.show(shown::result);
            shown.end(fleet.summary());
            return ExitCode.DONE;
        } catch (IOException changed) {
            throw new UncheckedIOException(changed);
        }
    }

    private Predicate<Image> limit() {
        List<Glob> limits = globs.value().stream()
                .map(text -> ((Glob.Good) Glob.parse(text)).glob())
                .toList();
        return image -> limits.isEmpty() || limits.stream().anyMatch(glob -> glob.matches(image.display()));
    }
}
