package io.cowhand.cli;

import io.cowhand.capture.Capture;
import io.cowhand.capture.InvalidCaptureException;
import io.cowhand.fleet.Cancellation;
import io.cowhand.fleet.RestoreOptions;
import io.cowhand.fleet.RunSummary;
import io.cowhand.image.ImageReference;
import io.cowhand.os.IoErrors;
import io.cowhand.report.FleetReport;
import io.cowhand.run.RestoreRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The options of {@code capture} that write a captured header back to its image. */
final class RestoreArguments implements ArgumentGroup {

    private static final Path HERE = Path.of("");

    private final Argument<Optional<String>> image = Argument.option("--restore")
            .takes("IMAGE", String.class)
            .description("Write the captured header of an image back to it, as a run that can be rolled back.")
            .optional();

    private final Argument<Optional<Path>> capture = Argument.option("--from")
            .takes("CAPTURE", Path.class)
            .description("With --restore: the capture.")
            .optional();

    private final Argument<Boolean> dryRun =
            Argument.bareFlag("--dry-run", "With --restore: show the changes; write nothing.");

    private final Argument<Boolean> confirmed = Argument.bareFlag(
            "--yes",
            "With --restore: confirm that the captured header describes the image, although its size, its"
                    + " tables or the names of its files have changed since.");

    private final Argument<Boolean> noRecover =
            Argument.flag("--no-recover", "With --restore: do not recover interrupted runs first.");

    private final JournalArguments journal = new JournalArguments();

    private final ReportOptions report = new ReportOptions();

    @Override
    public List<Arguments> arguments() {
        return List.of(image, capture, dryRun, confirmed, noRecover, journal, report);
    }

    ReportOptions report() {
        return report;
    }

    /** Returns whether a header is to be restored. */
    boolean isGiven() {
        return image.value().isPresent();
    }

    /** Returns what is wrong if an option is given without the one that it belongs to. */
    Optional<String> contradiction(boolean capturesToo) {
        if (isGiven() && capturesToo) {
            return Optional.of("--restore goes with --from, not with images or -o");
        }
        if (isGiven() != capture.value().isPresent()) {
            return Optional.of("--restore and --from go together");
        }
        return !isGiven() && (dryRun.value() || confirmed.value() || noRecover.value())
                ? Optional.of("--dry-run, --yes and --no-recover go with --restore")
                : Optional.empty();
    }

    /** Restores the header. */
    ExitCode restore(Terminal terminal, List<String> commandLine) {
        Path file = capture.value().orElseThrow();
        try (Capture opened = Capture.open(file)) {
            return report.run(terminal, shown -> restore(terminal, shown, commandLine, file, opened));
        } catch (InvalidCaptureException invalid) {
            terminal.message("--from " + file + ": " + invalid.getMessage());
            return ExitCode.INVALID_RECIPE;
        } catch (IOException unreadable) {
            terminal.message("--from " + file + ": " + IoErrors.describe(unreadable));
            return ExitCode.UNREADABLE_RECIPE;
        }
    }

    private ExitCode restore(
            Terminal terminal, FleetReport shown, List<String> commandLine, Path file, Capture opened) {
        ImageReference named;
        try {
            named = ImageReference.of(image.value().orElseThrow());
        } catch (IllegalArgumentException noName) {
            terminal.message("--restore: " + noName.getMessage());
            return ExitCode.USAGE;
        }
        Cancellation cancellation = new Cancellation();
        ReportingListener listener = new ReportingListener(terminal, shown);
        RestoreOptions options = new RestoreOptions(dryRun.value(), confirmed.value(), journal.trustsLocalLocks());
        RestoreRun run = new RestoreRun(opened.files(List.of(HERE)), file, options, listener, cancellation);
        return Interruption.handle(cancellation, terminal, !dryRun.value(), () -> {
            RunSummary summary = run.run(named, journal.options(!noRecover.value(), commandLine));
            listener.end(summary);
            return ExitCode.of(summary, false);
        });
    }
}
