package io.cowhand.cli;

import io.cowhand.journal.StateDirectory;
import io.cowhand.report.FleetReport;
import io.cowhand.run.ForgetRun;
import io.cowhand.run.RecoveryRun;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code cowhand recover}: recovers interrupted runs, or gives up what cannot be recovered. */
final class RecoverCommand implements Command {

    private final Terminal terminal;

    private final ReportOptions report = new ReportOptions();

    private final StateOptions state = new StateOptions();

    private final MountOptions mounts = new MountOptions();

    private final Argument<Optional<String>> forgotten = Argument.option("--forget")
            .takes("IMAGE|RUN", String.class)
            .description(
                    "Give up one image, named by its path as the run showed it or by its file: URI; or a whole run,"
                            + " named by its full id. A damaged journal is set aside.")
            .optional();

    RecoverCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void describe(CommandSpec command) {
        command.usageMessage()
                .description(
                        "Finish what a crash interrupted: restore the old header of each half-written image.",
                        "Run it before virtual machines start.")
                .footerHeading(Cli.EXAMPLES)
                .footer("  cowhand recover", "  cowhand recover --forget vms/web-7.qcow2");
    }

    @Override
    public List<Arguments> arguments() {
        return List.of(report, state, mounts, forgotten);
    }

    @Override
    public Integer call() {
        return report.run(terminal, this::recover).code();
    }

    private ExitCode recover(FleetReport shown) {
        try {
            return forgotten.value().isPresent()
                    ? forget(state.directory(), forgotten.value().get())
                    : recover(state.directory(), shown);
        } catch (IOException error) {
            terminal.message(String.valueOf(error.getMessage()));
            return ExitCode.STATE_UNUSABLE;
        }
    }

    private ExitCode recover(StateDirectory directory, FleetReport shown) throws IOException {
        boolean hasRuns = directory.exists();
        RecoveryRun.Result recovery = new RecoveryRun(directory, mounts.mounts(), shown::result).run();
        if (recovery.foundNothing()) {
            terminal.message(
                    hasRuns ? "no run in " + directory.path() + " was interrupted" : RunsCommand.none(directory));
        }
        recovery.inProgress().forEach(run -> terminal.message(run.message()));
        recovery.journalProblems().forEach(terminal::message);
        shown.end(recovery.summary());
        ExitCode code = ExitCode.of(recovery.summary(), false);
        return recovery.journalProblems().isEmpty() || code == ExitCode.BUG ? code : ExitCode.STATE_UNUSABLE;
    }

    private ExitCode forget(StateDirectory directory, String name) throws IOException {
        ForgetRun forgetting = new ForgetRun(directory);
        try {
            return switch (forgetting.forget(name)) {
                case DONE -> ExitCode.DONE;
                case LIVE -> ExitCode.TRY_LATER;
                case NOT_FOUND -> ExitCode.IMAGES_FAILED;
                case DAMAGED -> ExitCode.STATE_UNUSABLE;
            };
        } finally {
            forgetting.messages().forEach(terminal::message);
        }
    }
}
