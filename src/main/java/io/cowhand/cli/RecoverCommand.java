package io.cowhand.cli;

import io.cowhand.apply.Recovery;
import io.cowhand.journal.Intent;
import io.cowhand.journal.Journal;
import io.cowhand.journal.JournalException;
import io.cowhand.journal.RecordedRun;
import io.cowhand.journal.StateDirectory;
import io.cowhand.run.RecoveryRun;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finishes what a crash interrupted. */
@Command(
        mixinStandardHelpOptions = true,
        description = {
            "Finish what a crash interrupted: each header that is half written becomes the old one again.",
            "Belongs before virtual machines start."
        })
final class RecoverCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Mixin
    private StateOptions state = new StateOptions();

    @Mixin
    private MountOptions mounts = new MountOptions();

    @Option(
            names = "--forget",
            paramLabel = "IMAGE|RUN",
            description = "Give one image up, by its path as the run showed it or its file: URI; or a whole run, by its"
                    + " id, whose journal is put aside if it is damaged.")
    private Optional<String> forgotten = Optional.empty();

    RecoverCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try {
            return (forgotten.isPresent() ? forget(state.directory(), forgotten.get()) : recover(state.directory()))
                    .code();
        } catch (IOException error) {
            terminal.message(String.valueOf(error.getMessage()));
            return ExitCode.STATE_UNUSABLE.code();
        }
    }

    private ExitCode recover(StateDirectory directory) throws IOException {
        if (!directory.exists()) {
            terminal.message("there are no runs in " + directory.path()
                    + "; --state-dir or COWHAND_STATE_DIR says where they are");
        }
        ResultCounter counter = new ResultCounter(report.report(terminal));
        RecoveryRun recovery = new RecoveryRun(directory, mounts.mounts(), counter::add);
        recovery.run();
        if (recovery.isIdle()) {
            terminal.message("no run in " + directory.path() + " was cut off");
        }
        recovery.live().forEach(run -> terminal.message("run " + run + " is at work; it is left alone"));
        recovery.troubles().forEach(terminal::message);
        ExitCode code = counter.end(false, Optional.empty(), false);
        return recovery.troubles().isEmpty() || code == ExitCode.BUG ? code : ExitCode.STATE_UNUSABLE;
    }

    private ExitCode forget(StateDirectory directory, String name) throws IOException {
        Optional<RecordedRun> run = directory.find(name);
        return run.isPresent() ? forgetRun(run.get()) : forgetImage(directory, name);
    }

    /** A journal that cannot be read, or not all of it, is kept under another name; in any other, all is settled. */
    private ExitCode forgetRun(RecordedRun run) throws IOException {
        try {
            Optional<Journal> resumed = run.resume();
            if (resumed.isEmpty()) {
                terminal.message("run " + run.id() + " is at work");
                return ExitCode.TRY_LATER;
            }
            try (Journal journal = resumed.get()) {
                if (journal.damage().isEmpty()) {
                    List<Intent> open = Recovery.open(journal, any -> true);
                    Recovery.forget(journal, open);
                    open.forEach(intent -> terminal.message("given up: " + intent.uri() + " (run " + run.id() + ")"));
                    return ExitCode.DONE;
                }
            }
        } catch (JournalException unreadable) {
            terminal.message(String.valueOf(unreadable.getMessage()));
        }
        terminal.message("given up: run " + run.id() + "; its journal is kept as " + run.forget());
        return ExitCode.DONE;
    }

    /** A journal that cannot be read does not keep images of other runs from being given up. */
    private Optional<Journal> resume(RecordedRun run) throws IOException {
        try {
            return run.isComplete() ? Optional.empty() : run.resume();
        } catch (JournalException unreadable) {
            terminal.message(String.valueOf(unreadable.getMessage()));
            return Optional.empty();
        }
    }

    private ExitCode forgetImage(StateDirectory directory, String image) throws IOException {
        Map<RecordedRun, List<Intent>> open = new LinkedHashMap<>();
        Set<String> files = new TreeSet<>();
        for (RecordedRun run : directory.runs()) {
            Optional<Journal> resumed = resume(run);
            if (resumed.isPresent()) {
                try (Journal journal = resumed.get()) {
                    List<Intent> found = Recovery.open(journal, image);
                    if (!found.isEmpty() && journal.damage().isPresent()) {
                        terminal.message("the journal " + run.file() + " is damaged and only read; recover --forget "
                                + run.id() + " puts it aside");
                        return ExitCode.STATE_UNUSABLE;
                    }
                    open.put(run, found);
                    found.forEach(intent -> files.add(intent.uri()));
                }
            }
        }
        if (files.size() != 1) {
            terminal.message(
                    files.isEmpty()
                            ? "no run that was cut off is open about \"" + image + "\""
                            : "\"" + image + "\" is the name of several images; say which: "
                                    + String.join(", ", files));
            return ExitCode.IMAGES_FAILED;
        }
        for (Map.Entry<RecordedRun, List<Intent>> each : open.entrySet()) {
            Optional<Journal> resumed =
                    each.getValue().isEmpty() ? Optional.empty() : each.getKey().resume();
            if (resumed.isPresent()) {
                try (Journal journal = resumed.get()) {
                    Recovery.forget(journal, each.getValue());
                }
                terminal.message("given up: " + files.iterator().next() + " (run "
                        + each.getKey().id() + ")");
            }
        }
        return ExitCode.DONE;
    }
}
