package io.cowhand.cli;

import io.cowhand.problem.Problem;
import io.cowhand.report.RunText;
import io.cowhand.run.RunEntry;
import io.cowhand.run.RunHistory;
import java.io.Console;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cowhand runs}: lists runs, shows one, and removes old ones. */
@Command(
        mixinStandardHelpOptions = true,
        description = "List the runs, the newest last.",
        footerHeading = Cli.EXAMPLES,
        footer = {"  cowhand runs", "  cowhand runs show last", "  cowhand runs prune --older-than 90d --dry-run"})
final class RunsCommand implements Callable<Integer> {

    private static final Pattern AGE = Pattern.compile("([0-9]{1,6})([dh])");
    /** On a terminal, the user must confirm that younger runs are removed. */
    private static final Duration YOUNG = Duration.ofDays(1);

    private final Terminal terminal;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private StateOptions state = new StateOptions();

    RunsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return guarded(() -> {
                    List<Problem> unreadable = new ArrayList<>();
                    for (RunEntry entry : new RunHistory(state.directory()).list(unreadable::add)) {
                        if (output.json()) {
                            terminal.result(RunText.json(entry));
                        } else {
                            terminal.text(RunText.line(entry));
                        }
                    }
                    return complain(unreadable);
                })
                .code();
    }

    private ExitCode complain(List<Problem> unreadable) {
        unreadable.forEach(problem -> terminal.message(problem.message()));
        return unreadable.isEmpty() ? ExitCode.DONE : ExitCode.STATE_UNUSABLE;
    }

    /** Work that reads journals. */
    @FunctionalInterface
    private interface Work {
        ExitCode run() throws IOException;
    }

    private ExitCode guarded(Work work) {
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

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Show who started a run, when and why, and what it did to each image.")
    int show(
            @Mixin ReportOptions shown,
            @Mixin StateOptions where,
            @Parameters(paramLabel = "RUN", description = RunArgument.DESCRIPTION) String id) {
        return shown.run(
                        terminal,
                        report -> guarded(() -> {
                            RunHistory history = new RunHistory(where.directory());
                            RunEntry entry = history.entry(history.find(id));
                            report.begin(entry);
                            report.end(history.show(entry, report::result));
                            return ExitCode.DONE;
                        }))
                .code();
    }

    @Command(
            name = "prune",
            mixinStandardHelpOptions = true,
            description = "Remove the journals of old runs, which can then no longer be rolled back. Runs that are in"
                    + " progress or have unresolved images are kept.")
    int prune(
            @Mixin StateOptions where,
            @Option(names = "--dry-run", arity = "0", description = "Show which runs would be removed; remove none.")
                    boolean dryRun,
            @Option(
                            names = "--older-than",
                            paramLabel = "AGE",
                            required = true,
                            description = "The minimum age of a run: 30d for days, 12h for hours.")
                    String age) {
        Matcher matcher = AGE.matcher(age);
        if (!matcher.matches()) {
            terminal.message("--older-than must be a number of days or hours, such as 30d or 12h");
            return ExitCode.USAGE.code();
        }
        long number = Long.parseLong(matcher.group(1));
        Duration old = matcher.group(2).equals("d") ? Duration.ofDays(number) : Duration.ofHours(number);
        return guarded(() -> {
                    List<Problem> unreadable = new ArrayList<>();
                    List<RunEntry> removed = RunHistory.removable(
                            new RunHistory(where.directory()).list(unreadable::add),
                            Instant.now().minus(old),
                            kept -> terminal.message(kept.message()));
                    if (!dryRun && !isConfirmed(removed)) {
                        terminal.message("no run was removed");
                        return ExitCode.DONE;
                    }
                    for (RunEntry entry : removed) {
                        if (!dryRun) {
                            entry.run().delete();
                        }
                        terminal.result(entry.id());
                    }
                    return complain(unreadable);
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
