package io.cowhand.run;

import io.cowhand.apply.ImageWriter;
import io.cowhand.apply.RunJournal;
import io.cowhand.fleet.FleetOptions;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Status;
import io.cowhand.fleet.StepProblem;
import io.cowhand.fleet.Waves;
import io.cowhand.image.FileIdentity;
import io.cowhand.image.ImageReference;
import io.cowhand.image.ListedFiles;
import io.cowhand.inspect.BackingGate;
import io.cowhand.inspect.HeaderReader;
import io.cowhand.journal.Journal;
import io.cowhand.journal.JournalId;
import io.cowhand.journal.RecordedJournal;
import io.cowhand.journal.RunMetadata;
import io.cowhand.journal.StateDirectory;
import io.cowhand.os.Boot;
import io.cowhand.os.FileId;
import io.cowhand.os.FileTree;
import io.cowhand.os.LockTable;
import io.cowhand.os.MountPolicy;
import io.cowhand.os.TimeLimit;
import io.cowhand.plan.PlanCache;
import io.cowhand.plan.Planner;
import io.cowhand.problem.Problem;
import io.cowhand.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Plans or applies a recipe to a part of a fleet: one attempt, by one of the machines that share a run.
 *
 * <p>An attempt begins its journal before it reads an image, and then looks for others. If there is a later one, it has been
 * given up, and ends; it waits for the end of earlier ones, and recovers their images. So no two attempts work at a
 * part at the same time, and each knows what those before it have written.
 */
public final class PartRun {

    /** Receives the results of a part, in order, on the calling thread. */
    @FunctionalInterface
    public interface Results {
        /**
         * Receives a result.
         *
         * @param attempt the number of the attempt, from 1
         * @param milliseconds the time from the beginning of the work on the image to its end; 0 if it was not begun
         */
        void accept(ImageResult result, int attempt, long milliseconds);
    }

    /**
     * The run that a part belongs to.
     *
     * @param state the state directory, which all machines share
     * @param metadata the metadata of the run
     * @param unresolved the {@code file:} URIs of the images that must not be written, since their state is unknown
     */
    public record SharedRun(Path state, RunMetadata metadata, Set<String> unresolved) {
        /** Copies the set. */
        public SharedRun {
            unresolved = Set.copyOf(unresolved);
        }
    }

    private final Recipe recipe;
    private final FleetOptions options;
    private final Optional<ListedFiles> backingFiles;
    private final long place;
    private final BooleanSupplier stopped;
    private final Map<Path, Long> times = new ConcurrentHashMap<>();

    /**
     * Creates a use case that has not begun.
     *
     * @param options the options for the fleet, of which those count that concern single images
     * @param backingFiles the files that names of backing files may lead to; empty if the recipe does not ask for them
     * @param place the number of the part's first image in the fleet, from 1
     * @param stopped whether no further image is to be begun
     */
    public PartRun(
            Recipe recipe,
            FleetOptions options,
            Optional<ListedFiles> backingFiles,
            long place,
            BooleanSupplier stopped) {
        this.recipe = recipe;
        this.options = options;
        this.backingFiles = backingFiles;
        this.place = place;
        this.stopped = stopped;
    }

    /** Plans the recipe for images; writes nothing. A file that several of them name has its first name alone. */
    public void plan(List<ImageReference> images, Results results) {
        run(images, job(Optional.empty(), UnresolvedImages.NONE), EarlierAttempts.NONE, 1, results);
    }

    /**
     * Applies the recipe to images. A file that several of them name has its first name alone.
     *
     * @throws IOException if the journal cannot be written or is incomplete, or there is a later attempt at this part
     */
    public void apply(List<ImageReference> images, SharedRun shared, Results results) throws IOException {
        StateDirectory state = new StateDirectory(shared.state());
        String host = NewRunMetadata.host();
        Journal begun = state.beginPart(shared.metadata(), place, host, Boot.id());
        JournalId own = JournalId.parse(begun.run());
        int attempt = own.part().orElseThrow().attempt();
        try (RunJournal journal = new RunJournal(state, shared.metadata(), begun)) {
            List<RecordedJournal> all = state.attempts(own.run(), place);
            if (all.size() > attempt) {
                throw new IOException("a later attempt at these images of run " + own.run() + " has begun");
            }
            if (all.size() < attempt) {
                // An attempt that is not seen could be writing these images.
                throw new IOException("host " + host + " sees " + all.size() + " of the " + attempt
                        + " journals of these images of run " + own.run() + " in the state directory "
                        + state.path() + "; all hosts must see the same files in it");
            }
            List<RecordedJournal> earlier = all.subList(0, attempt - 1);
            Optional<Problem> objection = recover(earlier, own.run(), state);
            if (objection.isPresent()) {
                StepProblem problem = StepProblem.ofImage(objection.get());
                images.forEach(image ->
                        results.accept(digested(ImageResult.of(image, Status.LOCKED, List.of(problem))), attempt, 0));
            } else {
                RecipeJob job = job(Optional.of(new ImageWriter(journal)), UnresolvedImages.named(shared.unresolved()));
                run(images, job, EarlierAttempts.of(earlier), attempt, results);
            }
            journal.end();
        }
    }

    private static ImageResult digested(ImageResult result) {
        return WriteStage.digested(result, false);
    }

    private MountPolicy mounts() {
        return options.trustsLocalLocks() ? MountPolicy.TRUSTED : FileTree.SYSTEM.mounts();
    }

    /** Recovers the images of earlier attempts once they have ended; returns why these images must not be written. */
    private Optional<Problem> recover(List<RecordedJournal> earlier, String run, StateDirectory state)
            throws IOException {
        TimeLimit limit = new TimeLimit(options.timeout());
        long end = System.nanoTime() + limit.duration().toNanos();
        for (RecordedJournal journal : earlier) {
            while (journal.isLive()) {
                if (System.nanoTime() > end) {
                    return Optional.of(Problem.error(
                            ProblemCode.RUN_LIVE,
                            "an earlier attempt of run " + run
                                    + " at this image is still in progress, and did not end in "
                                    + limit.duration().toSeconds() + " s"));
                }
                pause(limit);
            }
        }
        RecoveryRun.Result recovered = new RecoveryRun(state, mounts(), ignored -> {}).run(earlier, run);
        return recovered.journalProblems().isEmpty()
                ? Optional.empty()
                : Optional.of(Problem.error(
                        ProblemCode.JOURNAL_DAMAGED,
                        "an earlier attempt of run " + run + " cannot be recovered: "
                                + String.join("; ", recovered.journalProblems())));
    }

    private static void pause(TimeLimit limit) throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(limit.interval().toNanos());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while an earlier attempt was in progress", interrupted);
        }
    }

    private RecipeJob job(Optional<ImageWriter> writer, UnresolvedImages unresolved) {
        LockTable locks = FileTree.SYSTEM.locks();
        locks.readAhead();
        return new RecipeJob(
                HeaderReader.SYSTEM,
                new PlanCache(new Planner(recipe.steps(), recipe.where())),
                recipe.notQcow2() == Recipe.NotQcow2.SKIP,
                mounts(),
                unresolved,
                writer,
                locks,
                backingFiles.map(
                        listed -> new BackingGate(FileTree.SYSTEM, listed, locks, new TimeLimit(options.timeout()))),
                false);
    }

    private void run(
            List<ImageReference> images, RecipeJob job, EarlierAttempts earlier, int attempt, Results results) {
        boolean dryRun = job.writer().isEmpty();
        List<ImageReference> distinct = distinct(images);
        int jobs = options.jobs().orElseGet(() -> dryRun ? 1 : RecipeRun.WRITERS);
        TimeLimit limit = new TimeLimit(options.timeout());
        RolloutExecutor executor = new RolloutExecutor(
                new FleetExecutor(jobs, RecipeRun.batch(dryRun, distinct.size(), jobs), limit),
                new FleetExecutor(jobs, 1, limit),
                WaveBounds.NONE,
                new RolloutSettings(
                        Waves.NONE,
                        Optional.empty(),
                        OptionalInt.empty(),
                        options.rollout().retryLocked()),
                dryRun,
                progress -> {});
        if (stopped.getAsBoolean()) {
            executor.stop();
        }
        executor.run(
                distinct.iterator(),
                distinct.size(),
                new PartJob(job, earlier),
                image -> image,
                RolloutExecutor.Gate.OPEN,
                result -> {
                    Long time = times.remove(result.image().path());
                    results.accept(
                            result.digest().isPresent() ? result : digested(result), attempt, time == null ? 0 : time);
                    if (stopped.getAsBoolean()) {
                        executor.stop();
                    }
                });
    }

    private static List<ImageReference> distinct(List<ImageReference> images) {
        Set<FileId> seen = new HashSet<>();
        return images.stream()
                .filter(image -> !(image.listed() instanceof FileIdentity.Resolved file) || seen.add(file.id()))
                .toList();
    }

    /** The job on an image, which takes its time, and numbers it as in the whole fleet. */
    private final class PartJob implements FleetJob<ImageReference, PartJob.Begun, ImageResult> {
        private final RecipeJob job;
        private final EarlierAttempts earlier;

        PartJob(RecipeJob job, EarlierAttempts earlier) {
            this.job = job;
            this.earlier = earlier;
        }

        /** A prepared image, and when the work on it began. */
        private record Begun(ImageReference image, long at, PreparedImage prepared) {}

        @Override
        public Begun prepare(ImageReference image) {
            long now = System.nanoTime();
            return new Begun(image, now, earlier.prepare(image, job));
        }

        @Override
        public Begun unanswered(ImageReference image, Problem why) {
            return new Begun(image, System.nanoTime(), job.unanswered(image, why));
        }

        @Override
        public long weight(Begun begun) {
            return job.weight(begun.prepared);
        }

        @Override
        public List<ImageResult> complete(List<Begun> begun, long ordinal) {
            List<ImageResult> results =
                    job.complete(begun.stream().map(Begun::prepared).toList(), ordinal + place - 1);
            long now = System.nanoTime();
            begun.forEach(one -> times.put(one.image.path(), TimeUnit.NANOSECONDS.toMillis(now - one.at)));
            return results;
        }
    }
}
