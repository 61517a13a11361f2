package io.cowhand.cli;

import io.cowhand.journal.StateDirectory;
import io.cowhand.problem.Problem;
import io.cowhand.report.RunText;
import io.cowhand.run.RunEntry;
import io.cowhand.run.RunHistory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code cowhand runs}: lists runs; its own commands show one, and remove old ones. */
final class RunsCommand implements Command {

    private final Terminal terminal;

    private final OutputOptions output = new OutputOptions();

    private final StateOptions state = new StateOptions();

    RunsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void describe(CommandSpec command) {
        command.usageMessage()
                .description("List the runs, the newest last.")
                .footerHeading(Cli.EXAMPLES)
                .footer(
                        "  cowhand runs",
                        "  cowhand runs show last",
                        "  cowhand runs prune --older-than 90d --dry-run");
        command.addSubcommand("prune", new RunsPruneCommand(terminal).spec());
        command.addSubcommand("show", new RunsShowCommand(terminal).spec());
    }

    @Override
    public List<Arguments> arguments() {
        return List.of(output, state);
    }

    @Override
    public Integer call() {
        return guarded(terminal, () -> {
                    List<Problem> unreadable = new ArrayList<>();
                    List<RunEntry> runs = new RunHistory(state.directory()).list(unreadable::add);
                    if (runs.isEmpty() && unreadable.isEmpty()) {
                        terminal.message(none(state.directory()));
                    }
                    for (RunEntry entry : runs) {
                        if (output.json()) {
                            terminal.result(RunText.json(entry));
                        } else {
                            terminal.text(RunText.line(entry));
                        }
                    }
                    return complain(terminal, unreadable);
                })
                .code();
    }

    /** Returns the message for a state directory without runs. */
    static String none(StateDirectory directory) {
        return "there are no runs in " + directory.path()
                + "; to name another state directory, use --state-dir or COWHAND_STATE_DIR";
    }

    /** Names the journals that could not be read, and returns the exit code that says whether there are any. */
    static ExitCode complain(Terminal terminal, List<Problem> unreadable) {
        unreadable.forEach(problem -> terminal.message(problem.message()));
        return unreadable.isEmpty() ? ExitCode.DONE : ExitCode.STATE_UNUSABLE;
    }

    /** Work that reads journals. */
    @FunctionalInterface
    interface Work {
        ExitCode run() throws IOException;
    }

    /** Does work that reads journals, and says why if it cannot be done. */
    static ExitCode guarded(Terminal terminal, Work work) {
        try {
            return work.run();
        } catch (IllegalArgumentException wrong) {
            terminal.message(String.valueOf(wrong.getMessage()));
            return ExitCode.USAGE;
        } catch (IOException error) {
            terminal.message(String.valueOf(error.getMessage()));
            return ExitCode.STATE_UNUSABLE;
        }
    }
}
