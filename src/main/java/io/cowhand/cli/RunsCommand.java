package io.cowhand.cli;

import io.cowhand.journal.Intent;
import io.cowhand.journal.JournalException;
import io.cowhand.journal.JournalSummary;
import io.cowhand.journal.Outcome;
import io.cowhand.journal.RecordedRun;
import io.cowhand.journal.RunMetadata;
import io.cowhand.journal.StateDirectory;
import io.cowhand.report.RunText;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists runs, shows one, and removes old ones. */
@Command(mixinStandardHelpOptions = true, description = "List the runs, the oldest first.")
final class RunsCommand implements Callable<Integer> {

    private static final Pattern AGE = Pattern.compile("([0-9]{1,6})([dh])");

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
            return forEach(state.directory(), (run, summary, live) -> {
                terminal.result(
                        output.json() ? RunText.json(run.id(), summary, live) : RunText.line(run.id(), summary, live));
            });
        });
    }

    /** What is done with a run. */
    @FunctionalInterface
    private interface RunWork {
        void run(RecordedRun run, JournalSummary summary, boolean live) throws IOException;
    }

    /** Goes through all runs; a journal that cannot be read does not hide the others. */
    private ExitCode forEach(StateDirectory directory, RunWork work) throws IOException {
        ExitCode code = ExitCode.DONE;
        for (RecordedRun run : directory.runs()) {
            JournalSummary summary;
            boolean live;
            try {
                // Asked for first: what a run at work has half written looks like damage.
                live = run.isLive();
                summary = run.summary();
            } catch (JournalException unreadable) {
                terminal.message(String.valueOf(unreadable.getMessage()));
                code = ExitCode.STATE_UNUSABLE;
                continue;
            }
            work.run(run, summary, live);
        }
        return code;
    }

    /** What reads journals. */
    @FunctionalInterface
    private interface Work {
        ExitCode run() throws IOException;
    }

    private int guarded(Work work) {
        try {
            return work.run().code();
        } catch (IOException error) {
            terminal.message(String.valueOf(error.getMessage()));
            return ExitCode.STATE_UNUSABLE.code();
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Show who made a run, when and what for, and what it did to each image.")
    int show(
            @Mixin OutputOptions shown,
            @Mixin StateOptions where,
            @Parameters(paramLabel = "RUN", description = "The run's id.") String id) {
        return guarded(() -> {
            Optional<RecordedRun> run = where.directory().find(id);
            if (run.isEmpty()) {
                terminal.message("there is no run \"" + id + "\"");
                return ExitCode.USAGE;
            }
            boolean live = run.get().isLive();
            JournalSummary summary = run.get().summary();
            if (shown.json()) {
                terminal.result(RunText.json(id, summary, live));
            } else {
                RunText.page(id, summary, live).forEach(terminal::result);
            }
            run.get().forEach((intent, outcome) -> terminal.result(image(intent, outcome, shown.json())));
            return ExitCode.DONE;
        });
    }

    private static String image(Intent intent, Optional<Outcome> outcome, boolean json) {
        return json ? RunText.imageJson(intent, outcome) : RunText.imageLine(intent, outcome);
    }

    @Command(
            name = "prune",
            mixinStandardHelpOptions = true,
            description = "Remove the journals of old runs, which then cannot be taken back; none with open images.")
    int prune(
            @Mixin StateOptions where,
            @Option(
                            names = "--older-than",
                            paramLabel = "AGE",
                            required = true,
                            description = "How old a run has to be: 30d for days, 12h for hours.")
                    String age) {
        Matcher matcher = AGE.matcher(age);
        if (!matcher.matches()) {
            terminal.message("--older-than must be a number of days or hours, such as 30d or 12h");
            return ExitCode.USAGE.code();
        }
        long number = Long.parseLong(matcher.group(1));
        Duration old = matcher.group(2).equals("d") ? Duration.ofDays(number) : Duration.ofHours(number);
        return guarded(() -> {
            Instant limit = Instant.now().minus(old);
            return forEach(where.directory(), (run, summary, live) -> {
                boolean isOld = summary.metadata()
                        .map(RunMetadata::startedAt)
                        .filter(limit::isAfter)
                        .isPresent();
                if (live) {
                    return;
                }
                if (isOld && summary.damage().isPresent()) {
                    terminal.message("run " + run.id() + " is kept: its journal is damaged: "
                            + summary.damage().get());
                } else if (isOld && summary.unresolved() > 0) {
                    terminal.message("run " + run.id() + " is kept: of " + summary.unresolved()
                            + " images it is not known what became of them");
                } else if (isOld) {
                    run.delete();
                    terminal.result(run.id());
                }
            });
        });
    }
}
