package io.cowhand.cli;

import io.cowhand.fleet.Cancellation;
import io.cowhand.fleet.RollbackOptions;
import io.cowhand.journal.RecordedRun;
import io.cowhand.report.FleetReport;
import io.cowhand.run.RollbackRun;
import io.cowhand.run.RunHistory;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cowhand rollback}: rolls back a run. */
@Command(
        mixinStandardHelpOptions = true,
        description = {
            "Roll back a run: restore the old header of every image where it still describes the data.",
            "'cowhand runs' lists the runs. A rollback is itself a run."
        },
        footerHeading = Cli.EXAMPLES,
        footer = {
            "  cowhand rollback --dry-run last",
            "  cowhand rollback 20261030T221407.942Z-a1b2c3 --limit 'vms/web-*'"
        })
final class RollbackCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Mixin
    private JournalArguments journal = new JournalArguments();

    @Mixin
    private LimitOptions limit = new LimitOptions();

    @Parameters(paramLabel = "RUN", description = RunArgument.DESCRIPTION)
    private String id = "";

    @Option(names = "--dry-run", arity = "0", description = "Show the result for each image; write nothing.")
    private boolean dryRun;

    @Option(
            names = "--same-backing",
            arity = "0",
            description = "Confirm that the old and the new backing file hold the same data and that nothing was"
                    + " committed into the new one: the name of the backing file is then also restored in images"
                    + " that were written since the run.")
    private boolean sameBacking;

    @Option(
            names = "--bases",
            paramLabel = "GLOB",
            description = "With --same-backing: compare the old and the new backing file first, both of which must be"
                    + " among these files; repeatable.")
    private List<String> bases = List.of();

    @Option(
            names = "--trust-mtime",
            arity = "0",
            description = "Confirm that the power was not cut since the run: modification times are then trusted after"
                    + " a restart or on another mount.")
    private boolean trustTimes;

    RollbackCommand(Terminal terminal) {
        this.terminal = terminal;
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
                run = new RunHistory(journal.state().directory()).findToRollBack(id);
                RollbackOptions options = new RollbackOptions(
                        dryRun, limit.globs(), sameBacking, bases, trustTimes, journal.trustsLocalLocks());
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
            shown.beginRollback(run.id(), dryRun);
            return Interruption.handle(cancellation, terminal, !dryRun, () -> run(rollback, shown));
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
