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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code capture} that write a captured header back to its image. */
final class RestoreArguments {

    private static final Path HERE = Path.of("");

    @Option(
            names = "--restore",
            paramLabel = "IMAGE",
            description = "Write the captured header of an image back to it, as a run that can be rolled back.")
    private Optional<String> image = Optional.empty();

    @Option(names = "--from", paramLabel = "CAPTURE", description = "With --restore: the capture.")
    private Optional<Path> capture = Optional.empty();

    @Option(names = "--dry-run", arity = "0", description = "With --restore: show the changes; write nothing.")
    private boolean dryRun;

    @Option(
            names = "--yes",
            arity = "0",
            description = "With --restore: confirm that the captured header describes the image, although its size, its"
                    + " tables or the names of its files have changed since.")
    private boolean confirmed;

    @Option(names = "--no-recover", description = "With --restore: do not recover interrupted runs first.")
    private boolean noRecover;

    @Mixin
    private JournalArguments journal = new JournalArguments();

    @Mixin
    private ReportOptions report = new ReportOptions();

    ReportOptions report() {
        return report;
    }

    /** Returns whether a header is to be restored. */
    boolean isGiven() {
        return image.isPresent();
    }

    /** Returns what is wrong if an option is given without the one that it belongs to. */
    Optional<String> contradiction(boolean capturesToo) {
        if (isGiven() && capturesToo) {
            return Optional.of("--restore goes with --from, not with images or -o");
        }
        if (isGiven() != capture.isPresent()) {
            return Optional.of("--restore and --from go together");
        }
        return !isGiven() && (dryRun || confirmed || noRecover)
                ? Optional.of("--dry-run, --yes and --no-recover go with --restore")
                : Optional.empty();
    }

    /** Restores the header. */
    ExitCode restore(Terminal terminal, List<String> commandLine) {
        Path file = capture.orElseThrow();
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
            named = ImageReference.of(image.orElseThrow());
        } catch (IllegalArgumentException noName) {
            terminal.message("--restore: " + noName.getMessage());
            return ExitCode.USAGE;
        }
        Cancellation cancellation = new Cancellation();
        ReportingListener listener = new ReportingListener(terminal, shown);
        RestoreOptions options = new RestoreOptions(dryRun, confirmed, journal.trustsLocalLocks());
        RestoreRun run = new RestoreRun(opened.files(List.of(HERE)), file, options, listener, cancellation);
        return Interruption.handle(cancellation, terminal, !dryRun, () -> {
            RunSummary summary = run.run(named, journal.options(!noRecover, commandLine));
            listener.end(summary);
            return ExitCode.of(summary, false);
        });
    }
}
