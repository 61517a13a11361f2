package io.cowhand.cli;

import io.cowhand.problem.Problem;
import io.cowhand.run.RunEntry;
import io.cowhand.run.RunHistory;
import java.io.Console;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/** {@code cowhand runs prune}: removes the journals of old runs. */
final class RunsPruneCommand implements Command {

    private static final Pattern AGE = Pattern.compile("([0-9]{1,6})([dh])");
    /** On a terminal, the user must confirm that younger runs are removed. */
    private static final Duration YOUNG = Duration.ofDays(1);

    private final Terminal terminal;

    private final StateOptions state = new StateOptions();

    private final Argument<Boolean> dryRun =
            Argument.bareFlag("--dry-run", "Show which runs would be removed; remove none.");

    private final Argument<String> age = Argument.option("--older-than")
            .takes("AGE", String.class)
            .description("The minimum age of a run: 30d for days, 12h for hours.")
            .required();

    RunsPruneCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void describe(CommandSpec command) {
        command.usageMessage()
                .description(
                        "Remove the journals of old runs, which can then no longer be rolled back. Runs that are in"
                                + " progress or have unresolved images are kept.");
    }

    @Override
    public List<Arguments> arguments() {
        return List.of(state, dryRun, age);
    }

    @Override
    public Integer call() {
        Matcher matcher = AGE.matcher(age.value());
        if (!matcher.matches()) {
            terminal.message("--older-than must be a number of days or hours, such as 30d or 12h");
            return ExitCode.USAGE.code();
        }
        long number = Long.parseLong(matcher.group(1));
        Duration old = matcher.group(2).equals("d") ? Duration.ofDays(number) : Duration.ofHours(number);
        return RunsCommand.guarded(terminal, () -> {
                    List<Problem> unreadable = new ArrayList<>();
                    List<RunEntry> removed = RunHistory.removable(
                            new RunHistory(state.directory()).list(unreadable::add),
                            Instant.now().minus(old),
                            kept -> terminal.message(kept.message()));
                    if (!dryRun.value() && !isConfirmed(removed)) {
                        terminal.message("no run was removed");
                        return ExitCode.DONE;
                    }
                    for (RunEntry entry : removed) {
                        if (!dryRun.value()) {
                            entry.run().delete();
                        }
                        terminal.result(entry.id());
                    }
                    return RunsCommand.complain(terminal, unreadable);
                })
                .code();
    }

    private static boolean isConfirmed(List<RunEntry> removed) {
        Instant limit = Instant.now().minus(YOUNG);
        long young = removed.stream()
                .filter(entry -> !RunHistory.isBefore(entry, limit))
                .count();
        Console console = Terminal.isTerminal() ? System.console() : null;
        if (young == 0 || console == null) {
            return true;
        }
        String answer = console.readLine(
                "Removed runs can no longer be rolled back, and %d of these began less than a day ago."
                        + " Remove them all? [y/N] ",
                young);
        return answer != null && answer.strip().equalsIgnoreCase("y");
    }
}
