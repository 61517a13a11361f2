package io.cowhand.run;

import io.cowhand.apply.ImageWriter;
import io.cowhand.apply.RunJournal;
import io.cowhand.fleet.Cancellation;
import io.cowhand.fleet.FleetOptions;
import io.cowhand.fleet.JournalOptions;
import io.cowhand.fleet.RolloutSummary;
import io.cowhand.fleet.RunListener;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Status;
import io.cowhand.image.ImageLookup;
import io.cowhand.image.LinkPolicy;
import io.cowhand.inspect.HeaderReader;
import io.cowhand.journal.StateDirectory;
import io.cowhand.os.LockTable;
import io.cowhand.os.MountPolicy;
import io.cowhand.os.TimeLimit;
import io.cowhand.plan.PlanCache;
import io.cowhand.plan.Planner;
import io.cowhand.planfile.FleetDigest;
import io.cowhand.planfile.PlanFile;
import io.cowhand.planfile.PlanHead;
import io.cowhand.planfile.PlanLine;
import io.cowhand.planfile.ResultDigest;
import io.cowhand.recipe.Expectation;
import io.cowhand.recipe.Recipe;
import io.cowhand.recipe.Rollout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Applies a saved plan. Recipe, inventories and bases are not read again. */
public final class PlanRun {

    /** The maximum number of bytes of lines in a batch, of which some wait for each other. */
    private static final int MOST_IN_BATCH = 1 << 20;

    /** The maximum number of bytes of lines that are processed at the same time. */
    private static final int MOST_PARALLEL = 1 << 25;

    private final PlanFile plan;
    private final FleetOptions options;
    private final Optional<Recipe> replan;
    private final RunListener listener;
    private final Cancellation cancellation;
    private final RolloutSettings rollout;

    /**
     * Creates a use case that has not begun.
     *
     * @param options which images to process, and how; what names images is ignored
     * @param replan the plan's recipe, by which stale images are planned again; empty if they are left alone
     * @throws IllegalArgumentException if a limit is not a glob, or the options name a wave that does not exist
     */
    public PlanRun(
            PlanFile plan,
            FleetOptions options,
            Optional<Recipe> replan,
            RunListener listener,
            Cancellation cancellation) {
        this.plan = plan;
        this.options = options;
        this.replan = replan;
        this.listener = listener;
        this.cancellation = cancellation;
        PlanHead head = plan.head();
        this.rollout =
                RolloutSettings.of(new Rollout(Expectation.NONE, head.waves(), head.maxFailures()), options.rollout());
    }

    /**
     * Requires that a plan is the one that was reviewed, by the checksum of its file, or by the digest of its results.
     * The latter is computed from the images, since somebody who changed them could have made everything else fit.
     *
     * @param reviewed the checksum or digest of the reviewed plan; nothing is required if it is empty
     * @throws IllegalArgumentException if it is another plan
     */
    public static void requireDigest(PlanFile plan, Optional<String> reviewed) throws IOException {
        if (reviewed.isEmpty()) {
            return;
        }
        if (plan.checksum().equals(reviewed.get())) {
            return;
        }
        String said = plan.summary().digest().orElse("none");
        String digest = said.equals(reviewed.get()) ? computedDigest(plan) : said;
        if (!digest.equals(reviewed.get())) {
            throw new IllegalArgumentException("the plan's digest is " + digest + ", and its checksum "
                    + plan.checksum() + "; neither is the reviewed one, " + reviewed.get() + "; nothing was done");
        }
    }

    /**
     * Requires that the options select at least one of a plan's images, if it has any.
     *
     * @throws IllegalArgumentException if they select none, or a limit is not a glob
     */
    public static void requireMatch(PlanFile plan, FleetOptions options) throws IOException {
        new PlanLimit(plan.head(), options.limit()).requireMatch(plan);
    }

    private static String computedDigest(PlanFile plan) throws IOException {
        FleetDigest digest = new FleetDigest();
        FleetExecutor executor = new FleetExecutor(
                Runtime.getRuntime().availableProcessors(), RecipeRun.MOST_PLANNED, TimeLimit.DEFAULT);
        executor.run(
                plan.images(),
                (PlanLine line) -> ResultDigest.of(PlanJob.read(line).result()),
                digest::add);
        return digest.toString();
    }

    /**
     * Applies the plan, after recovering interrupted runs.
     *
     * @throws IOException if the state directory or the plan cannot be used, in which case no image was touched
     */
    public RunSummary apply(JournalOptions journaling) throws IOException {
        StateDirectory state = new StateDirectory(journaling.stateDirectory());
        MountPolicy mounts = options.trustsLocalLocks() ? MountPolicy.TRUSTED : MountPolicy.ofMounts();
        UnresolvedImages unresolved =
                new RunStart(mounts, listener, cancellation).prepare(state, journaling.recoversFirst());
        LinkPolicy links = LinkPolicy.valueOf(plan.head().recipe().links().toUpperCase(Locale.ROOT));
        try (RunJournal journal = new RunJournal(
                        state, NewRunMetadata.ofPlanApply(plan.head(), journaling.arguments(), journaling.reason()));
                ImageLookup lookup = new ImageLookup(directory(), links)) {
            return run(journal, lookup, mounts, unresolved);
        }
    }

    private RunSummary run(RunJournal journal, ImageLookup lookup, MountPolicy mounts, UnresolvedImages unresolved)
            throws IOException {
        PlanHead head = plan.head();
        LockTable locks = new LockTable();
        locks.readAhead();
        ImageWriter writer = new ImageWriter(journal);
        Optional<RecipeJob> recipe = replan.map(again -> new RecipeJob(
                HeaderReader.SYSTEM,
                new PlanCache(new Planner(again.steps(), again.where())),
                again.notQcow2() == Recipe.NotQcow2.SKIP,
                mounts,
                unresolved,
                Optional.of(writer),
                locks,
                Optional.empty(),
                false));
        PlanJob job = new PlanJob(lookup, mounts, unresolved, writer, locks, new StaleImages(recipe));
        boolean oneByOne = head.recipe().stopsOnError();
        int jobs = oneByOne ? 1 : Math.min(options.jobs().orElse(RecipeRun.WRITERS), lines(MOST_PARALLEL));
        int batch = oneByOne
                ? 1
                : Math.min(
                        RecipeRun.batch(false, (int) Math.min(head.images(), Integer.MAX_VALUE), jobs),
                        lines(MOST_IN_BATCH));
        TimeLimit limit = new TimeLimit(options.timeout());
        PlanSelection selection = PlanSelection.of(
                plan, new PlanLimit(head, options.limit()), !rollout.waves().isNone());
        RolloutExecutor run = new RolloutExecutor(
                new FleetExecutor(jobs, batch, limit),
                new FleetExecutor(jobs, 1, limit),
                WaveBounds.of(rollout.waves(), selection.size(), selection.skipped()),
                rollout,
                false,
                listener::progress);
        cancellation.onCancel(run::stop);
        ResultCounter counter = ResultCounter.withDigest(listener);
        RolloutSummary done = run.run(
                selection.images(),
                selection.size(),
                job,
                line -> PlanJob.read(line).result().image(),
                wave -> listener.waveDone(journal.id(), wave),
                result -> {
                    counter.add(result);
                    if (oneByOne && result.status().weight() != Status.Weight.FINE) {
                        run.stop();
                    }
                });
        boolean isRecorded = RecipeRun.endJournal(journal, listener);
        return counter.summary(false, journal.run(), isRecorded, Optional.empty())
                .with(done);
    }

    /** Returns how many of the plan's lines fit into a number of bytes, at least one. */
    private int lines(int bytes) {
        return Math.max(1, bytes / Math.max(1, plan.longestLine()));
    }

    /** Returns what the relative paths of the plan start at: nothing if that is the working directory. */
    private Path directory() {
        Path then = Path.of(plan.head().directory());
        Path here = Path.of("");
        return then.equals(here.toAbsolutePath()) ? here : then;
    }
}
