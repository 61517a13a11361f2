package io.cowhand.cli;

import io.cowhand.apply.ImageWriter;
import io.cowhand.apply.RunJournal;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Status;
import io.cowhand.image.Glob;
import io.cowhand.image.ImageEntry;
import io.cowhand.image.ImageList;
import io.cowhand.image.ImageReference;
import io.cowhand.image.ImageResolver;
import io.cowhand.image.Resolution;
import io.cowhand.journal.RunMetadata;
import io.cowhand.journal.StateDirectory;
import io.cowhand.plan.Planner;
import io.cowhand.problem.Location;
import io.cowhand.problem.Problem;
import io.cowhand.recipe.Recipe;
import io.cowhand.recipe.RecipeReader;
import io.cowhand.recipe.RecipeResult;
import io.cowhand.report.FleetReport;
import io.cowhand.report.JsonReport;
import io.cowhand.report.TextReport;
import io.cowhand.run.FleetRun;
import io.cowhand.run.ImageJob;
import io.cowhand.run.RecoveryRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** What {@code plan} and {@code apply} do: they are one command, of which a dry run ends before the write. */
final class FleetCommand {

    /** Writers wait for the disk more than they work, and the disk serves many at once better than one. */
    static final int WRITERS = 24;

    /** Images that a thread plans at a time, at most; to hand them over takes as long as to plan some. */
    private static final int MOST_PLANNED_AT_ONCE = 64;

    /** Images that a thread writes at a time, at most; they stay locked for that time. */
    private static final int MOST_WRITTEN_AT_ONCE = 16;

    /** Images that may be open at a time, by what systems let a process have at least. */
    private static final int MOST_OPEN = 512;

    /** What an image may turn out to be that a run was about to write when it was cut off, and that needs nobody to look. */
    private static final Set<Status> WHOLE = Set.of(Status.NOT_BEGUN, Status.DONE, Status.CHANGED_SINCE);

    /** More threads only cost memory. */
    private static final int MOST_JOBS = 1024;

    private final Terminal terminal;
    private final FleetOptions options;
    private final List<String> arguments;
    private final boolean dryRun;

    /**
     * A call of either command.
     *
     * @param arguments the whole command line, for the journal
     */
    FleetCommand(Terminal terminal, FleetOptions options, List<String> arguments, boolean dryRun) {
        this.terminal = terminal;
        this.options = options;
        this.arguments = arguments;
        this.dryRun = dryRun;
    }

    ExitCode run() {
        if (options.jobs().filter(jobs -> jobs < 1 || jobs > MOST_JOBS).isPresent()) {
            return wrong(ExitCode.USAGE, "--jobs must be 1 to " + MOST_JOBS);
        }
        Optional<Glob> limit = Optional.empty();
        if (options.limit().isPresent()) {
            Glob.Parsed parsed = Glob.parse(options.limit().get());
            if (parsed instanceof Glob.Bad bad) {
                return wrong(ExitCode.USAGE, "--limit: " + bad.problem().message());
            }
            limit = Optional.of(((Glob.Good) parsed).glob());
        }
        RecipeResult read = new RecipeReader(options.plugins().catalog()).read(options.recipe());
        if (!(read instanceof RecipeResult.Valid valid)) {
            read.problems().forEach(terminal::problem);
            return ExitCode.of(read);
        }
        Recipe recipe = valid.recipe();
        Resolution resolution =
                new ImageResolver(recipe.folder(), recipe.links()).resolve(recipe.images(), options.timeLimit());
        List<Problem> problems = new ArrayList<>(resolution.problems());
        if (!options.allowEmpty()) {
            resolution.empty().forEach(entry -> problems.add(empty(entry)));
        }
        if (!problems.isEmpty()) {
            problems.forEach(terminal::problem);
            return ExitCode.INVALID_RECIPE;
        }
        ImageList images = limit.map(glob -> resolution.images().filter(image -> glob.matches(image.display())))
                .orElse(resolution.images());
        if (images.isEmpty() && !resolution.images().isEmpty()) {
            return wrong(
                    ExitCode.INVALID_RECIPE,
                    "--limit " + options.limit().orElseThrow() + " matches none of the recipe's images, such as "
                            + resolution.images().iterator().next().display());
        }
        return dryRun ? run(recipe, images, Optional.empty(), Set.of()) : apply(recipe, images);
    }

    private ExitCode apply(Recipe recipe, ImageList images) {
        StateDirectory state = options.state().directory();
        try {
            state.prepare();
            if (state.isLostWithTheMachine()) {
                terminal.message("the state directory " + state.path()
                        + " is in memory: after a power failure nothing could be recovered from it");
            }
        } catch (IOException unusable) {
            return wrong(ExitCode.STATE_UNUSABLE, String.valueOf(unusable.getMessage()));
        }
        Set<String> unresolved = Set.of();
        if (options.recovers()) {
            try {
                unresolved = recovered(state);
            } catch (IOException error) {
                return wrong(ExitCode.STATE_UNUSABLE, "what was cut off cannot be recovered: " + error.getMessage());
            }
        }
        RunMetadata metadata = NewRun.ofApply(recipe, arguments, options.reason());
        try (RunJournal journal = new RunJournal(state, metadata)) {
            return run(recipe, images, Optional.of(journal), unresolved);
        } catch (IOException error) {
            return wrong(ExitCode.IMAGES_FAILED, "the journal could not be closed: " + error.getMessage());
        }
    }

    /** Finishes what runs before this one left; answers with the images that must not be touched before somebody looked. */
    private Set<String> recovered(StateDirectory state) throws IOException {
        AtomicLong whole = new AtomicLong();
        RecoveryRun recovery = new RecoveryRun(state, options.mounts(), result -> {
            if (WHOLE.contains(result.status())) {
                whole.incrementAndGet();
            } else {
                terminal.message("recovered from a run that was cut off: "
                        + result.image().display() + ": " + result.status().label()
                        + result.problems().stream()
                                .map(problem -> ": " + problem.problem().message())
                                .collect(Collectors.joining()));
            }
        });
        recovery.run();
        if (whole.get() > 0) {
            terminal.message(
                    "recovered from a run that was cut off: " + whole.get() + " more images, whose headers are whole");
        }
        if (!recovery.troubles().isEmpty()) {
            throw new IOException(String.join("; ", recovery.troubles()) + "; --no-recover does without");
        }
        return recovery.unresolved();
    }

    private ExitCode run(Recipe recipe, ImageList images, Optional<RunJournal> journal, Set<String> unresolved) {
        ImageJob job = new ImageJob(
                new Planner(recipe.steps()),
                recipe.notQcow2() == Recipe.NotQcow2.SKIP,
                options.mounts(),
                unresolved,
                journal.map(ImageWriter::new));
        boolean stopOnError = recipe.onError() == Recipe.OnError.STOP && !dryRun;
        int jobs = stopOnError ? 1 : jobs();
        FleetRun run = new FleetRun(jobs, stopOnError ? 1 : batch(images.size(), jobs), options.timeLimit());
        ResultCounter counter = new ResultCounter(report(recipe, images.size()));
        Progress progress = progress(images.size());
        Interruption interruption = new Interruption(run::stop, terminal, !dryRun);
        ExitCode code = ExitCode.BUG;
        try {
            Iterator<ImageReference> next = images.iterator();
            List<ImageReference> notBegun = run.run(next, job, result -> {
                counter.add(result);
                progress.step();
                if (stopOnError && result.status().weight() != Status.Weight.FINE) {
                    run.stop();
                }
            });
            terminal.clearStatus();
            notBegun.forEach(image -> counter.add(ImageResult.notRun(image)));
            next.forEachRemaining(image -> counter.add(ImageResult.notRun(image)));
            boolean kept = journal.isEmpty() || ended(journal.get(), terminal);
            code = counter.end(dryRun, journal.flatMap(RunJournal::run), options.detailedExitCode());
            if (!kept && code != ExitCode.BUG) {
                code = ExitCode.IMAGES_FAILED;
            }
            return code;
        } finally {
            interruption.close(code);
        }
    }

    /** Whether all that the run did is in its journal; where not, that is told. */
    static boolean ended(RunJournal journal, Terminal terminal) {
        try {
            journal.end();
            return true;
        } catch (IOException error) {
            terminal.message("the journal could not be written to its end: " + error.getMessage()
                    + "; 'cowhand recover' finds out what became of the images");
            return false;
        }
    }

    private FleetReport report(Recipe recipe, int images) {
        if (options.output().json()) {
            return new JsonReport(terminal::result);
        }
        TextReport text = new TextReport(
                terminal::result, options.output().style(), options.output().quiet());
        text.begin(recipe.name(), recipe.steps().size(), images, dryRun);
        return text;
    }

    private int jobs() {
        return options.jobs().orElseGet(() -> dryRun ? Runtime.getRuntime().availableProcessors() : WRITERS);
    }

    /** Shown to who waits, unless it would come between results on the same terminal. */
    private Progress progress(int images) {
        boolean isShown = Terminal.isWatched()
                && !options.output().quiet()
                && !(options.output().json() && Terminal.isTerminal());
        return new Progress(
                isShown ? terminal::status : line -> {}, System::nanoTime, dryRun ? "planning" : "applying", images);
    }

    /** What a thread takes at a time: a small fleet is not left to few threads, and images that are written are open. */
    private int batch(int images, int jobs) {
        int most = dryRun ? MOST_PLANNED_AT_ONCE : Math.min(MOST_WRITTEN_AT_ONCE, MOST_OPEN / jobs);
        return Math.max(1, Math.min(most, images / jobs));
    }

    private static Problem empty(ImageEntry entry) {
        String message = "\"" + entry.path() + "\" matches no image"
                + (entry.exclude().isEmpty() ? "" : " that is not excluded") + "; --allow-empty accepts that";
        return entry.where() instanceof Location.InText at
                ? Problem.inText("matches-nothing", at.file(), at.line(), at.column(), at.pointer(), message)
                : Problem.error("matches-nothing", message);
    }

    private ExitCode wrong(ExitCode code, String message) {
        terminal.message(message);
        return code;
    }
}
