package io.cowhand.spark;

import io.cowhand.apply.RunJournal;
import io.cowhand.fleet.Cancellation;
import io.cowhand.fleet.FleetOptions;
import io.cowhand.fleet.FleetPart;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.JournalOptions;
import io.cowhand.fleet.RolloutProgress;
import io.cowhand.fleet.RolloutSummary;
import io.cowhand.fleet.RolloutSummary.Reason;
import io.cowhand.fleet.RolloutSummary.Stop;
import io.cowhand.fleet.RunListener;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Status;
import io.cowhand.journal.JournalSummary;
import io.cowhand.journal.RecordedRun;
import io.cowhand.journal.RunMetadata;
import io.cowhand.journal.RunMetadataJson;
import io.cowhand.journal.StateDirectory;
import io.cowhand.os.FileTree;
import io.cowhand.os.MountPolicy;
import io.cowhand.problem.Problem;
import io.cowhand.recipe.Expectation;
import io.cowhand.recipe.Recipe;
import io.cowhand.result.Heading;
import io.cowhand.result.LinesHash;
import io.cowhand.result.SummaryJson;
import io.cowhand.run.FailureBudget;
import io.cowhand.run.Fleet;
import io.cowhand.run.FleetEngine;
import io.cowhand.run.NewRunMetadata;
import io.cowhand.run.RolloutSettings;
import io.cowhand.run.RunStart;
import io.cowhand.run.UnresolvedImages;
import io.cowhand.run.WaveBounds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;

/** A recipe and its images on a cluster: each wave is a stage, whose tasks each have a part of the wave's images. */
final class SparkWork implements FleetEngine.Work {

    private final SparkSession spark;
    private final Recipe recipe;
    private final FleetOptions options;
    private final Parts parts;
    private final Optional<FleetPart> part;
    private final ResultTable table;
    private final StopFile stopFile;
    private final JobOptions job;
    private final RolloutSettings rollout;

    SparkWork(
            SparkSession spark,
            Recipe recipe,
            FleetOptions options,
            Parts parts,
            Optional<FleetPart> part,
            ResultTable table,
            StopFile stopFile,
            JobOptions job) {
        this.spark = spark;
        this.recipe = recipe;
        this.options = options;
        this.parts = parts;
        this.part = part;
        this.table = table;
        this.stopFile = stopFile;
        this.job = job;
        this.rollout = RolloutSettings.of(recipe.rollout(), options.rollout());
    }

    @Override
    public long images() {
        return parts.images();
    }

    @Override
    public Optional<FleetPart> part() {
        return part;
    }

    @Override
    public Optional<Fleet> fleet() {
        return Optional.empty();
    }

    @Override
    public RunSummary plan(RunListener listener, Cancellation cancellation) throws IOException {
        return new Execution(listener, cancellation, Optional.empty(), JobInputs.Run.NONE).run();
    }

    @Override
    public RunSummary apply(JournalOptions journaling, RunListener listener, Cancellation cancellation)
            throws IOException {
        StateDirectory state = new StateDirectory(journaling.stateDirectory().toAbsolutePath());
        MountPolicy mounts = options.trustsLocalLocks() ? MountPolicy.TRUSTED : FileTree.SYSTEM.mounts();
        UnresolvedImages unresolved =
                new RunStart(mounts, listener, cancellation).prepare(state, journaling.recoversFirst());
        RunMetadata metadata = NewRunMetadata.ofApply(recipe, journaling.arguments(), journaling.reason());
        RunSummary summary;
        try (RunJournal head = new RunJournal(state, metadata)) {
            // Shows that the run is in progress, and to executors that they share the state directory.
            head.begin();
            JobInputs.Run run = new JobInputs.Run(
                    state.path().toString(), RunMetadataJson.write(metadata), List.copyOf(unresolved.uris()));
            summary = new Execution(listener, cancellation, Optional.of(metadata.run()), run).run();
            head.end();
        }
        if (summary.count(Status.CHANGED) == 0) {
            removeIfEmpty(state, metadata.run());
        }
        return summary;
    }

    /** Removes the journals of a run that meant to write nothing, since there is nothing to roll back. */
    private static void removeIfEmpty(StateDirectory state, String run) throws IOException {
        Optional<RecordedRun> recorded = state.find(run);
        if (recorded.isPresent()) {
            JournalSummary summary = recorded.get().summary();
            // An attempt that has not ended may still write, even after the job has failed.
            if (summary.ended() && summary.intents() == 0) {
                recorded.get().delete();
            }
        }
    }

    /** One plan or apply. */
    private final class Execution {
        private final RunListener listener;
        private final Cancellation cancellation;
        private final Optional<String> run;
        private final Broadcast<JobInputs> inputs;
        private final String id = spark.sparkContext().applicationId();
        private final FailureBudget budget = new FailureBudget(rollout.maxFailures());
        private final List<RolloutSummary.Wave> waves = new ArrayList<>();
        private Optional<Stop> stop = Optional.empty();
        private volatile boolean cancelled;

        Execution(RunListener listener, Cancellation cancellation, Optional<String> run, JobInputs.Run written) {
            this.listener = listener;
            this.cancellation = cancellation;
            this.run = run;
            List<String> images = recipe.readsBackingFiles() ? parts.uris() : List.of();
            this.inputs = new JavaSparkContext(spark.sparkContext())
                    .broadcast(JobInputs.of(recipe, options, images).with(written));
        }

        private boolean dryRun() {
            return run.isEmpty();
        }

        RunSummary run() throws IOException {
            cancellation.onCancel(this::cancel);
            try {
                List<Problem> unexpected = rollOut();
                RolloutSummary done = new RolloutSummary(waves, stop, List.of());
                return complete(unexpected.isEmpty() ? done : done.withFailedExpectations(unexpected), true);
            } catch (Exception failed) {
                if (!isOfSpark(failed)) {
                    throw failed;
                }
                listener.notice(Problem.error(
                        "job-failed",
                        "the job failed: " + SparkFailure.firstLine(failed)
                                + (dryRun() ? "" : "; 'cowhand recover' puts half-written headers back")));
                return complete(new RolloutSummary(waves, stop, List.of()), false);
            }
        }

        /** Processes all images, unless they are not as expected, and returns what is not. */
        private List<Problem> rollOut() throws IOException {
            BitSet skipped = new BitSet();
            if (plansFirst()) {
                long changes = count(skipped);
                List<Problem> unexpected =
                        dryRun() ? List.of() : expectation().problems(parts.images() - skipped.cardinality(), changes);
                if (!unexpected.isEmpty()) {
                    pass(0, parts.images(), 0, FleetTask.Mode.LEAVE);
                    return unexpected;
                }
            }
            rollOut(WaveBounds.of(rollout.waves(), (int) parts.images(), skipped));
            return List.of();
        }

        /** Plans all images, marks those that belong to no wave, and returns the number that would change. */
        private long count(BitSet skipped) {
            List<PlanCountTask.Counts> counts = parts.parts(0, parts.images(), job.partitionSize())
                    .mapPartitions(new PlanCountTask(inputs, id, stopFile))
                    .collect();
            long changes = 0;
            for (PlanCountTask.Counts each : counts) {
                each.skipped().stream().forEach(at -> skipped.set((int) (each.place() - 1 + at)));
                changes += each.changes();
            }
            return changes;
        }

        private void cancel() {
            cancelled = true;
            stopRunning();
        }

        private void stopRunning() {
            try {
                stopFile.create();
            } catch (IOException unreachable) {
                listener.notice(
                        Problem.error("not-stopped", "executors cannot be told to stop: " + unreachable.getMessage()));
            }
        }

        private Expectation expectation() {
            return recipe.rollout().expectation();
        }

        private boolean plansFirst() {
            boolean hasWaves = !rollout.waves().isNone();
            return dryRun()
                    ? hasWaves && recipe.maySkip()
                    : hasWaves || !expectation().isNone();
        }

        private void rollOut(WaveBounds bounds) throws IOException {
            List<WaveBounds.Wave> all = bounds.waves().isEmpty()
                    ? List.of(new WaveBounds.Wave(parts.images(), parts.images()))
                    : bounds.waves();
            long begin = 0;
            for (int i = 0; i < all.size(); i++) {
                WaveBounds.Wave wave = all.get(i);
                int number = bounds.waves().isEmpty() ? 0 : i + 1;
                boolean isBegun = !cancelled && (dryRun() || stop.isEmpty());
                if (isBegun) {
                    budget.begin(wave.end() - begin);
                    tell(number, all.size(), wave.images());
                }
                FleetTask.Mode mode =
                        !isBegun ? FleetTask.Mode.LEAVE : dryRun() ? FleetTask.Mode.PLAN : FleetTask.Mode.APPLY;
                Counts counts = pass(begin, wave.end(), number, mode);
                begin = wave.end();
                if (number > 0) {
                    waves.add(new RolloutSummary.Wave(
                            number,
                            wave.images(),
                            counts.changes,
                            counts.failures,
                            Math.min(counts.notRun, wave.images())));
                    if (!dryRun() && !cancelled && stop.isEmpty() && !bounds.isLast(i)) {
                        decide(number, wave.images());
                    }
                }
            }
        }

        private void decide(int number, long images) {
            if (rollout.untilWave().isPresent() && number >= rollout.untilWave().getAsInt()) {
                end(Reason.UNTIL_WAVE, number, "wave " + number + " is the last one that --until-wave names");
            } else if (images > 0) {
                listener.waveDone(run.orElseThrow(), number).ifPresent(why -> end(Reason.AFTER_WAVE, number, why));
            }
        }

        private void end(Reason reason, int number, String message) {
            stop = Optional.of(new Stop(reason, number > 0 ? OptionalInt.of(number) : OptionalInt.empty(), message));
        }

        private void tell(int number, int all, long images) {
            if (!dryRun()) {
                listener.progress(
                        new RolloutProgress(number, number > 0 ? all : 0, images, budget.failures(), budget.most(), 0));
            }
        }

        /** What became of the images of a wave. */
        private static final class Counts {
            private long changes;
            private long failures;
            private long notRun;
        }

        /** Processes a range of images, and passes on their results. */
        private Counts pass(long begin, long end, int number, FleetTask.Mode mode) throws IOException {
            Counts counts = new Counts();
            if (begin == end) {
                return counts;
            }
            LongAccumulator failures = spark.sparkContext().longAccumulator("failed images");
            OptionalLong most = mode == FleetTask.Mode.APPLY ? budget.most() : OptionalLong.empty();
            BudgetWatch watch = new BudgetWatch(
                    () -> most.isPresent() && budget.failures() + failures.value() > most.getAsLong(),
                    this::stopRunning);
            try {
                table.append(parts.parts(begin, end, job.partitionSize())
                        .mapPartitions(new FleetTask(inputs, id, mode, number, stopFile, failures)));
            } finally {
                watch.close();
            }
            Iterator<ImageResult> results = table.results(begin + 1, end);
            while (results.hasNext()) {
                add(results.next(), number, mode, counts);
            }
            return counts;
        }

        private void add(ImageResult result, int number, FleetTask.Mode mode, Counts counts) {
            boolean isFailure = FailureBudget.isFailure(result);
            boolean isChange = result.status() == Status.CHANGED || result.status() == Status.WOULD_CHANGE;
            counts.failures += isFailure ? 1 : 0;
            counts.changes += isChange && !isFailure ? 1 : 0;
            counts.notRun += result.status() == Status.NOT_RUN ? 1 : 0;
            listener.result(result);
            if (mode != FleetTask.Mode.LEAVE) {
                budget.add(result);
                if (stop.isEmpty() && budget.isExceeded()) {
                    end(Reason.MAX_FAILURES, number, budget.describe(dryRun()));
                }
            }
        }

        /** Adds up all results, and writes the summary beside them. */
        private RunSummary complete(RolloutSummary done, boolean isComplete) throws IOException {
            ResultFiles folder =
                    new ResultFiles(job.results(), spark.sparkContext().hadoopConfiguration());
            ResultTable.Sums sums = folder.exists() ? table.sums() : ResultTable.Sums.NOTHING;
            boolean isWritten = sums.counts().keySet().stream().anyMatch(SparkWork::isOfRun);
            RunSummary counted = new RunSummary(
                    dryRun(),
                    run.filter(any -> isWritten).map(List::of).orElse(List.of()),
                    sums.counts(),
                    sums.hasBug(),
                    isComplete,
                    Optional.empty(),
                    Optional.of(sums.digest()),
                    RolloutSummary.NONE);
            RunSummary summary = counted.with(dryRun() && isComplete ? compared(done, counted) : done);
            if (isComplete) {
                Heading heading = new Heading(recipe.name(), recipe.steps().size(), summary.images(), part, dryRun());
                folder.complete(SummaryJson.write(
                        new SummaryJson.Written(Optional.of(heading), summary, new LinesHash().hex())));
            }
            return summary;
        }

        /** Returns a plan's summary with what is not as expected, unless the plan was cancelled. */
        private RolloutSummary compared(RolloutSummary done, RunSummary plan) {
            long images = plan.images() - plan.count(Status.SKIPPED);
            return plan.count(Status.NOT_RUN) > 0
                    ? done
                    : done.withFailedExpectations(expectation().problems(images, plan.count(Status.WOULD_CHANGE)));
        }

        private boolean isOfSpark(Throwable failed) {
            return SparkFailure.in(failed).isPresent()
                    // A context is stopped when the driver is interrupted.
                    || cancelled && SparkFailure.causes(failed).anyMatch(IllegalStateException.class::isInstance);
        }
    }

    /** Returns whether a status shows that the run has a journal with an image. */
    private static boolean isOfRun(Status status) {
        return status == Status.CHANGED || status == Status.LOCKED || status == Status.STALE || status == Status.FAILED;
    }
}
