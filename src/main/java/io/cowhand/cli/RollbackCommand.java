package io.cowhand.cli;

import io.cowhand.fleet.Cancellation;
import io.cowhand.fleet.RollbackOptions;
import io.cowhand.journal.RecordedRun;
import io.cowhand.report.FleetReport;
import io.cowhand.run.RollbackRun;
import io.cowhand.run.RunHistory;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code cowhand rollback}: rolls back a run. */
final class RollbackCommand implements Command {

    private final Terminal terminal;

    private CommandSpec spec = CommandSpec.create();

    private final ReportOptions report = new ReportOptions();

    private final JournalArguments journal = new JournalArguments();

    private final LimitOptions limit = new LimitOptions();

    private final Argument<String> id = RunArgument.create();

    private final Argument<Boolean> dryRun =
            Argument.bareFlag("--dry-run", "Show the result for each image; write nothing.");

    private final Argument<Boolean> sameBacking = Argument.bareFlag(
            "--same-backing",
            "Confirm that the old and the new backing file hold the same data and that nothing was"
                    + " committed into the new one: the name of the backing file is then also restored in images"
                    + " that were written since the run.");

    private final Argument<List<String>> bases = Argument.option("--bases")
            .takes("GLOB", String.class)
            .description("With --same-backing: compare the old and the new backing file first, both of which must be"
                    + " among these files; repeatable.")
            .repeatable();

    private final Argument<Boolean> trustTimes = Argument.bareFlag(
            "--trust-mtime",
            "Confirm that the power was not cut since the run: modification times are then trusted after"
                    + " a restart or on another mount.");

    RollbackCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void describe(CommandSpec command) {
        spec = command;
        command.usageMessage()
                .description(
                        "Roll back a run: restore the old header of every image where it still describes the data.",
                        "'cowhand runs' lists the runs. A rollback is itself a run.")
                .footerHeading(Cli.EXAMPLES)
                .footer(
                        "  cowhand rollback --dry-run last",
                        "  cowhand rollback 20261030T221407.942Z-a1b2c3 --limit 'vms/web-*'");
    }

    @Override
    public List<Arguments> arguments() {
        return List.of(report, journal, limit, id, dryRun, sameBacking, bases, trustTimes);
    }

    @Override
    public Integer call() {
        return report.run(terminal, this::rollBack).code();
    }

    private ExitCode rollBack(FleetReport shown) {
        try {
            RecordedRun run;
            RollbackRun rollback;
            Cancellation cancellation = new Cancellation();
            try {
                run = new RunHistory(journal.state().directory()).findToRollBack(id.value());
                RollbackOptions options = new RollbackOptions(
                        dryRun.value(),
                        limit.globs(),
                        sameBacking.value(),
                        bases.value(),
                        trustTimes.value(),
                        journal.trustsLocalLocks());
                ReportingListener listener = new ReportingListener(terminal, shown);
                rollback = new RollbackRun(run, options, listener, cancellation);
            } catch (IllegalArgumentException wrong) {
                terminal.message(String.valueOf(wrong.getMessage()));
                return ExitCode.USAGE;
            }
            if (run.isLive()) {
                terminal.message("run " + run.id() + " is still in progress");
                return ExitCode.TRY_LATER;
            }
            if (id.value().equals(RunHistory.LAST) && run.summary().written() == 0) {
                terminal.message(
                        "the last run, " + run.id() + ", has written no image; 'cowhand runs' lists earlier runs");
            }
            shown.beginRollback(run.id(), dryRun.value());
            return Interruption.handle(cancellation, terminal, !dryRun.value(), () -> run(rollback, shown));
        } catch (IOException unusable) {
            terminal.message(String.valueOf(unusable.getMessage()));
            return ExitCode.STATE_UNUSABLE;
        }
    }

    private ExitCode run(RollbackRun rollback, FleetReport shown) throws IOException {
        RollbackRun.Result result = rollback.run(journal.options(false, Cli.arguments(spec)));
        shown.end(result.summary());
        if (!result.limitMatches()) {
            terminal.message("--limit " + String.join(", ", limit.globs()) + " matches none of the run's images");
            return ExitCode.INVALID_RECIPE;
        }
        return ExitCode.of(result.summary(), false);
    }
}
