package io.cowhand.run;

import io.cowhand.apply.ImageWriter;
import io.cowhand.apply.RunJournal;
import io.cowhand.fleet.Cancellation;
import io.cowhand.fleet.FleetOptions;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.JournalOptions;
import io.cowhand.fleet.RolloutSummary;
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
import io.cowhand.plan.PlanCache;
import io.cowhand.plan.Planner;
import io.cowhand.problem.Problem;
import io.cowhand.recipe.Expectation;
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
    static final int MOST_PLANNED = 32;

    /** The maximum number of images in a batch that is written; they stay locked for that time. */
    private static final int MOST_WRITTEN = 16;

    /** The maximum number of open images: half of the usual limit of 1024 descriptors for a process. */
    private static final int MOST_OPEN = 512;

    private final Fleet fleet;
    private final FleetOptions options;
    private final RunListener listener;
    private final Cancellation cancellation;
    private final RolloutSettings rollout;

    /**
     * Creates a use case that has not begun.
     *
     * @throws IllegalArgumentException if the options name a wave that does not exist
     */
    public RecipeRun(Fleet fleet, FleetOptions options, RunListener listener, Cancellation cancellation) {
        this.rollout = RolloutSettings.of(fleet.recipe().rollout(), options.rollout());
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
        boolean dryRun = journal.isEmpty();
        TimeLimit limit = new TimeLimit(options.timeout());
        RecipeJob job = job(journal, unresolved, limit);
        PlanCount plan = new PlanCount();
        boolean isPlanned = !plansFirst(dryRun) || planFirst(job.withoutWriter(), limit, plan);
        ResultCounter counter = ResultCounter.withDigest(listener);
        List<Problem> unexpected =
                dryRun || !isPlanned ? List.of() : expectation().problems(plan.images(), plan.changes());
        if (!isPlanned || !unexpected.isEmpty()) {
            fleet.images().forEach(image -> counter.add(ImageResult.notRun(image)));
            return counter.summary(dryRun, Optional.empty(), true, Optional.empty())
                    .with(RolloutSummary.NONE.withFailedExpectations(unexpected));
        }
        boolean stops = fleet.recipe().onError() == Recipe.OnError.STOP;
        boolean oneByOne = stops && !dryRun;
        int jobs = oneByOne ? 1 : jobs(dryRun);
        int batch = oneByOne ? 1 : batch(dryRun, fleet.images().size(), jobs);
        RolloutExecutor run = new RolloutExecutor(
                new FleetExecutor(jobs, batch, limit),
                new FleetExecutor(jobs, 1, limit),
                WaveBounds.of(rollout.waves(), fleet.images().size(), plan.skipped()),
                rollout,
                dryRun,
                listener::progress);
        cancellation.onCancel(run::stop);
        StopForecast forecast = new StopForecast(stops && dryRun);
        RolloutSummary done = run.run(
                fleet.images().iterator(),
                fleet.images().size(),
                job,
                image -> image,
                wave -> listener.waveDone(journal.map(RunJournal::id).orElseThrow(), wave),
                result -> {
                    counter.add(result);
                    forecast.add(result);
                    if (oneByOne && result.status().weight() != Status.Weight.FINE) {
                        run.stop();
                    }
                });
        boolean isRecorded = journal.isEmpty() || endJournal(journal.get(), listener);
        RunSummary summary = counter.summary(dryRun, journal.flatMap(RunJournal::run), isRecorded, forecast.image());
        return summary.with(dryRun ? compared(done, summary) : done);
    }

    /** Returns a plan's summary with what is not as expected, unless the plan was cancelled. */
    private RolloutSummary compared(RolloutSummary done, RunSummary plan) {
        long images = plan.images() - plan.count(Status.SKIPPED);
        return plan.count(Status.NOT_RUN) > 0
                ? done
                : done.withFailedExpectations(expectation().problems(images, plan.count(Status.WOULD_CHANGE)));
    }

    private Expectation expectation() {
        return fleet.recipe().rollout().expectation();
    }

    private RecipeJob job(Optional<RunJournal> journal, UnresolvedImages unresolved, TimeLimit limit) {
        Recipe recipe = fleet.recipe();
        LockTable locks = fleet.files().locks();
        locks.readAhead();
        return new RecipeJob(
                new HeaderReader(fleet.files()),
                new PlanCache(new Planner(recipe.steps(), recipe.where())),
                recipe.notQcow2() == Recipe.NotQcow2.SKIP,
                mounts(),
                unresolved,
                journal.map(ImageWriter::new),
                locks,
                fleet.backingFiles().map(listed -> new BackingGate(fleet.files(), listed, locks, limit)),
                listener.needsHeaders());
    }

    /**
     * Returns whether the whole fleet is planned before the first result: an apply must not write before it is known
     * what is expected, and a wave is a number of images that are not skipped.
     */
    private boolean plansFirst(boolean dryRun) {
        boolean hasWaves = !rollout.waves().isNone();
        return dryRun
                ? hasWaves && fleet.recipe().maySkip()
                : hasWaves || !expectation().isNone();
    }

    /** Plans the whole fleet without a result, and returns whether that was not cancelled. */
    private boolean planFirst(RecipeJob job, TimeLimit limit, PlanCount plan) {
        int jobs = jobs(true);
        FleetExecutor planning =
                new FleetExecutor(jobs, batch(true, fleet.images().size(), jobs), limit);
        cancellation.onCancel(planning::stop);
        Iterator<ImageReference> images = fleet.images().iterator();
        List<ImageReference> notBegun = planning.run(images, job, result -> {
            plan.add(result);
            listener.planned();
        });
        return notBegun.isEmpty() && !images.hasNext();
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
