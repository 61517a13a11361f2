package io.cowhand.cli;

import io.cowhand.apply.ImageWriter;
import io.cowhand.apply.Recovery;
import io.cowhand.apply.Rollback;
import io.cowhand.apply.RollbackAssumptions;
import io.cowhand.apply.RunJournal;
import io.cowhand.fleet.ImageResult;
import io.cowhand.image.Glob;
import io.cowhand.image.ImageSearch;
import io.cowhand.image.SearchWatchdog;
import io.cowhand.journal.Intent;
import io.cowhand.journal.JournalSummary;
import io.cowhand.journal.Outcome;
import io.cowhand.journal.RecordedRun;
import io.cowhand.journal.StateDirectory;
import io.cowhand.os.Boot;
import io.cowhand.os.LinuxCalls;
import io.cowhand.run.BackingComparison;
import io.cowhand.run.FleetRun;
import io.cowhand.run.RollbackJob;
import io.cowhand.run.RollbackJob.Written;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a run back. */
@Command(
        mixinStandardHelpOptions = true,
        description = {
            "Take a run back: put the old header back into every image where it is still true of the data.",
            "'cowhand runs' lists the runs. A rollback is a run of its own."
        })
final class RollbackCommand implements Callable<Integer> {

    /** Bytes of sectors that are held at a time: a run may have a million images, and each may have two megabytes. */
    private static final long MOST_HELD = 1 << 24;

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private StateOptions state = new StateOptions();

    @Mixin
    private MountOptions mounts = new MountOptions();

    @Parameters(paramLabel = "RUN", description = "The run's id.")
    private String id = "";

    @Option(names = "--dry-run", arity = "0", description = "Show what would come of each image; write nothing.")
    private boolean dryRun;

    @Option(
            names = "--limit",
            paramLabel = "GLOB",
            description = "Only the images whose path, as the run showed it, matches.")
    private Optional<String> limit = Optional.empty();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why the run is taken back, for its journal.")
    private Optional<String> reason = Optional.empty();

    @Option(
            names = "--same-backing",
            arity = "0",
            description = "Also put back names of backing files of images that were written since: the old and the new"
                    + " backing file hold the same data, and nothing was committed into the new one.")
    private boolean sameBacking;

    @Option(
            names = "--bases",
            paramLabel = "GLOB",
            description = "With --same-backing: compare the old and the new backing file first, both of which must be"
                    + " among these files; may be given several times.")
    private List<String> bases = List.of();

    @Option(
            names = "--trust-mtime",
            arity = "0",
            description =
                    "Trust times of modification after a restart or another mount: no power was cut since the run.")
    private boolean trustTimes;

    RollbackCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Optional<Glob> glob = Optional.empty();
        if (limit.isPresent()) {
            if (!(Glob.parse(limit.get()) instanceof Glob.Good good)) {
                terminal.message("--limit: \"" + limit.get() + "\" is no pattern");
                return ExitCode.USAGE.code();
            }
            glob = Optional.of(good.glob());
        }
        Optional<RollbackAssumptions.BackingCheck> backing;
        try {
            backing = backingCheck();
        } catch (IOException | IllegalArgumentException wrong) {
            terminal.message("--bases: " + wrong.getMessage());
            return ExitCode.USAGE.code();
        }
        StateDirectory directory = state.directory();
        try {
            Optional<RecordedRun> run = directory.find(id);
            if (run.isEmpty()) {
                terminal.message(
                        "there is no run \"" + id + "\" in " + directory.path() + "; 'cowhand runs' lists them");
                return ExitCode.USAGE.code();
            }
            if (run.get().isLive()) {
                terminal.message("run " + id + " is still at work");
                return ExitCode.TRY_LATER.code();
            }
            JournalSummary summary = run.get().summary();
            boolean sameBoot = summary.metadata()
                    .filter(metadata ->
                            !metadata.boot().isEmpty() && metadata.boot().equals(Boot.id()))
                    .isPresent();
            RollbackAssumptions assumptions = new RollbackAssumptions(sameBoot, trustTimes, backing);
            ExitCode code = dryRun
                    ? roll(run.get(), glob, assumptions, Optional.empty())
                    : write(directory, run.get(), glob, assumptions);
            if (summary.damage().isPresent()) {
                terminal.message("the journal " + run.get().file() + " is damaged: "
                        + summary.damage().get()
                        + "; images that it does not name any more were not looked at");
            }
            return (summary.damage().isPresent() && code == ExitCode.DONE ? ExitCode.IMAGES_FAILED : code).code();
        } catch (IOException unusable) {
            terminal.message(String.valueOf(unusable.getMessage()));
            return ExitCode.STATE_UNUSABLE.code();
        }
    }

    private Optional<RollbackAssumptions.BackingCheck> backingCheck() throws IOException {
        if (!sameBacking && !bases.isEmpty()) {
            throw new IllegalArgumentException("belongs to --same-backing");
        }
        if (bases.isEmpty()) {
            return sameBacking ? Optional.of(RollbackAssumptions.BackingCheck.BY_WORD) : Optional.empty();
        }
        ImageSearch search = new ImageSearch(false, new SearchWatchdog());
        bases.forEach(search::add);
        if (!search.problems().isEmpty()) {
            throw new IllegalArgumentException(search.problems().get(0).message());
        }
        return Optional.of(new BackingComparison(
                search.images().stream().map(found -> found.image().path()).toList()));
    }

    private ExitCode write(
            StateDirectory directory, RecordedRun run, Optional<Glob> glob, RollbackAssumptions assumptions)
            throws IOException {
        directory.prepare();
        long open = run.summary().unresolved();
        if (open > 0) {
            terminal.message(
                    "run " + id + " was cut off, and of " + open + " of its images it is not known whether they were"
                            + " written; 'cowhand recover' finds out, and then they can be taken back as well");
        }
        try (RunJournal journal = new RunJournal(directory, NewRun.ofRollback(id, Cli.arguments(spec), reason))) {
            return roll(run, glob, assumptions, Optional.of(journal));
        }
    }

    private ExitCode roll(
            RecordedRun run, Optional<Glob> glob, RollbackAssumptions assumptions, Optional<RunJournal> journal)
            throws IOException {
        if (dryRun && !output.json() && !output.quiet()) {
            terminal.result("Dry run: nothing is written; images that are open elsewhere may turn out to be locked.");
        }
        ResultCounter counter = new ResultCounter(output.report(terminal));
        RollbackJob job = new RollbackJob(
                new Rollback(mounts.mounts(), LinuxCalls.KERNEL, assumptions, journal.map(ImageWriter::new)));
        FleetRun fleet = new FleetRun(dryRun ? Runtime.getRuntime().availableProcessors() : FleetCommand.WRITERS);
        Interruption interruption = new Interruption(fleet::stop, terminal, !dryRun);
        ExitCode code = ExitCode.BUG;
        try {
            AtomicLong meant = new AtomicLong();
            AtomicLong held = new AtomicLong();
            List<Written> batch = new ArrayList<>();
            run.forEach((intent, outcome) -> {
                if (!isMeant(intent, glob)) {
                    return;
                }
                meant.incrementAndGet();
                if (outcome.filter(known -> known.kind().isFinal()).isEmpty()) {
                    counter.add(ImageResult.unresolved(Recovery.image(intent)));
                } else if (isToBePutBack(outcome.get().kind())) {
                    batch.add(new Written(intent, outcome.get()));
                }
                held.addAndGet(2L * intent.change().before().length());
                if (held.get() >= MOST_HELD) {
                    roll(batch, fleet, job, counter);
                    batch.clear();
                    held.set(0);
                }
            });
            roll(batch, fleet, job, counter);
            boolean kept = journal.isEmpty() || FleetCommand.ended(journal.get(), terminal);
            code = counter.end(dryRun, journal.flatMap(RunJournal::run), false);
            if (meant.get() == 0 && glob.isPresent()) {
                terminal.message("--limit " + limit.orElseThrow() + " matches none of the run's images");
                code = ExitCode.INVALID_RECIPE;
            }
            if (!kept && code != ExitCode.BUG) {
                code = ExitCode.IMAGES_FAILED;
            }
            return code;
        } finally {
            interruption.close(code);
        }
    }

    /** What another program changed since may be old by now, or new, or neither. */
    private static boolean isToBePutBack(Outcome.Kind kind) {
        return kind == Outcome.Kind.WRITTEN || kind == Outcome.Kind.CHANGED_SINCE;
    }

    /** By the path that the run showed, or the absolute one that is shown here. */
    private static boolean isMeant(Intent intent, Optional<Glob> glob) {
        return glob.isEmpty()
                || glob.get().matches(intent.image())
                || glob.get().matches(Recovery.image(intent).display());
    }

    private static void roll(List<Written> batch, FleetRun fleet, RollbackJob job, ResultCounter counter) {
        Iterator<Written> images = batch.iterator();
        fleet.run(images, job::run, counter::add)
                .forEach(left -> counter.add(ImageResult.notRun(Recovery.image(left.intent()))));
        images.forEachRemaining(left -> counter.add(ImageResult.notRun(Recovery.image(left.intent()))));
    }
}
