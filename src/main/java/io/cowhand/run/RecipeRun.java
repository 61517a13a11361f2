package io.cowhand.run;

import io.cowhand.apply.ImageWriter;
import io.cowhand.apply.RunJournal;
import io.cowhand.fleet.Cancellation;
import io.cowhand.fleet.FleetOptions;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.JournalOptions;
import io.cowhand.fleet.RunListener;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Status;
import io.cowhand.image.ImageReference;
import io.cowhand.inspect.BackingGate;
import io.cowhand.inspect.HeaderReader;
import io.cowhand.journal.StateDirectory;
import io.cowhand.os.LockTable;
import io.cowhand.os.MountPolicy;
import io.cowhand.os.TimeLimit;
import io.cowhand.plan.Planner;
import io.cowhand.problem.Problem;
import io.cowhand.recipe.Recipe;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Plans a recipe for its images, or applies it to them. Both share all code; a plan ends before the write. */
public final class RecipeRun {

    /** The number of threads that write: they mostly wait for the disk, which is more efficient with many requests. */
    static final int WRITERS = 24;

    /**
     * The maximum number of images in a batch of a plan: handing over a batch takes as long as planning some images.
     */
    static final int MOST_PLANNED = 64;

    /** The maximum number of images in a batch that is written; they stay locked for that time. */
    private static final int MOST_WRITTEN = 16;

    /** The maximum number of open images: half of the usual limit of 1024 descriptors for a process. */
    private static final int MOST_OPEN = 512;

    private final Fleet fleet;
    private final FleetOptions options;
    private final RunListener listener;
    private final Cancellation cancellation;

    /** Creates a use case that has not begun. */
    public RecipeRun(Fleet fleet, FleetOptions options, RunListener listener, Cancellation cancellation) {
        this.fleet = fleet;
        this.options = options;
        this.listener = listener;
        this.cancellation = cancellation;
    }

    /** Plans the recipe; writes nothing. */
    public RunSummary plan() {
        return run(Optional.empty(), UnresolvedImages.NONE);
    }

    /**
     * Applies the recipe, after recovering interrupted runs.
     *
     * @throws IOException if the state directory cannot be used, in which case no image was touched
     */
    public RunSummary apply(JournalOptions journaling) throws IOException {
        StateDirectory state = new StateDirectory(journaling.stateDirectory());
        UnresolvedImages unresolved =
                new RunStart(mounts(), listener, cancellation).prepare(state, journaling.recoversFirst());
        try (RunJournal journal = new RunJournal(
                state, NewRunMetadata.ofApply(fleet.recipe(), journaling.arguments(), journaling.reason()))) {
            return run(Optional.of(journal), unresolved);
        }
    }

    private MountPolicy mounts() {
        return options.trustsLocalLocks() ? MountPolicy.TRUSTED : fleet.files().mounts();
    }

    private RunSummary run(Optional<RunJournal> journal, UnresolvedImages unresolved) {
        Recipe recipe = fleet.recipe();
        boolean dryRun = journal.isEmpty();
        LockTable locks = fleet.files().locks();
        locks.readAhead();
        TimeLimit limit = new TimeLimit(options.timeout());
        RecipeJob job = new RecipeJob(
                new HeaderReader(fleet.files()),
                new Planner(recipe.steps(), recipe.where()),
                recipe.notQcow2() == Recipe.NotQcow2.SKIP,
                mounts(),
                unresolved,
                journal.map(ImageWriter::new),
                locks,
                fleet.backingFiles().map(listed -> new BackingGate(fleet.files(), listed, locks, limit)));
        boolean stops = recipe.onError() == Recipe.OnError.STOP;
        boolean oneByOne = stops && !dryRun;
        int jobs = oneByOne ? 1 : jobs(dryRun);
        int batch = oneByOne ? 1 : batch(dryRun, fleet.images().size(), jobs);
        FleetExecutor run = new FleetExecutor(jobs, batch, limit);
        cancellation.onCancel(run::stop);
        ResultCounter counter = ResultCounter.withDigest(listener);
        StopForecast forecast = new StopForecast(stops && dryRun);
        Iterator<ImageReference> next = fleet.images().iterator();
        List<ImageReference> notBegun = run.run(next, job, result -> {
            counter.add(result);
            forecast.add(result);
            if (oneByOne && result.status().weight() != Status.Weight.FINE) {
                run.stop();
            }
        });
        notBegun.forEach(image -> counter.add(ImageResult.notRun(image)));
        next.forEachRemaining(image -> counter.add(ImageResult.notRun(image)));
        boolean isRecorded = journal.isEmpty() || endJournal(journal.get(), listener);
        return counter.summary(dryRun, journal.flatMap(RunJournal::run), isRecorded, forecast.image());
    }

    /** Ends and closes the journal, and returns whether it is complete. */
    static boolean endJournal(RunJournal journal, RunListener listener) {
        try {
            journal.end();
            journal.close();
            return true;
        } catch (IOException error) {
            listener.notice(Problem.error(
                    ProblemCode.JOURNAL_INCOMPLETE,
                    "the end of the journal could not be written: " + error.getMessage()
                            + "; 'cowhand recover' finds out which images were written"));
            return false;
        }
    }

    private int jobs(boolean dryRun) {
        return options.jobs().orElseGet(() -> dryRun ? Runtime.getRuntime().availableProcessors() : WRITERS);
    }

    /**
     * Returns the size of a batch. It is smaller for a small fleet, so that all threads take part, and it is bounded
     * when writing, because images that are being written are open.
     */
    static int batch(boolean dryRun, int images, int jobs) {
        int most = dryRun ? MOST_PLANNED : Math.min(MOST_WRITTEN, MOST_OPEN / jobs);
        return Math.max(1, Math.min(most, images / jobs));
    }
}
