package io.cowhand.cli;

import io.cowhand.run.RunEntry;
import io.cowhand.run.RunHistory;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code cowhand runs show}: shows a run. */
final class RunsShowCommand implements Command {

    private final Terminal terminal;

    private final ReportOptions report = new ReportOptions();

    private final StateOptions state = new StateOptions();

    private final Argument<String> id = RunArgument.create();

    RunsShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void describe(CommandSpec command) {
        command.usageMessage().description("Show who started a run, when and why, and what it did to each image.");
    }

    @Override
    public List<Arguments> arguments() {
        return List.of(report, state, id);
    }

    @Override
    public Integer call() {
        return report.run(
                        terminal,
                        shown -> RunsCommand.guarded(terminal, () -> {
                            RunHistory history = new RunHistory(state.directory());
                            RunEntry entry = history.entry(history.find(id.value()));
                            shown.begin(entry);
                            shown.end(history.show(entry, shown::result));
                            return ExitCode.DONE;
                        }))
                .code();
    }
}
