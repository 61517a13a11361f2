package io.cowhand.run;

import io.cowhand.apply.ImageWriter;
import io.cowhand.apply.LaterRuns;
import io.cowhand.apply.RecordedImage;
import io.cowhand.apply.Rollback;
import io.cowhand.apply.RollbackAssumptions;
import io.cowhand.apply.RunJournal;
import io.cowhand.fleet.Cancellation;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.JournalOptions;
import io.cowhand.fleet.RollbackOptions;
import io.cowhand.fleet.RunListener;
import io.cowhand.fleet.RunSummary;
import io.cowhand.image.ImageFilter;
import io.cowhand.image.ImageSearch;
import io.cowhand.image.SearchWatchdog;
import io.cowhand.journal.Intent;
import io.cowhand.journal.JournalSummary;
import io.cowhand.journal.Outcome;
import io.cowhand.journal.RecordedRun;
import io.cowhand.journal.StateDirectory;
import io.cowhand.os.Boot;
import io.cowhand.os.FileTree;
import io.cowhand.os.LinuxCalls;
import io.cowhand.os.MountPolicy;
import io.cowhand.problem.CommonCode;
import io.cowhand.problem.Problem;
import io.cowhand.run.RollbackJob.Written;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Rolls back a recorded run. A rollback is itself a run. */
public final class RollbackRun {

    /** The maximum number of bytes of pending sectors: a run may have a million images with 2 MiB each. */
    private static final long MOST_PENDING = 1 << 24;

    private final RecordedRun run;
    private final RollbackOptions options;
    private final RunListener listener;
    private final Cancellation cancellation;
    private final ImageFilter filter;
    private final Optional<RollbackAssumptions.BackingCheck> backing;
    private boolean hasMatched;

    /**
     * Creates a use case that has not begun.
     *
     * @throws IllegalArgumentException if a limit is not a valid glob, or the bases do not exist
     */
    public RollbackRun(RecordedRun run, RollbackOptions options, RunListener listener, Cancellation cancellation) {
        this.run = run;
        this.options = options;
        this.listener = listener;
        this.cancellation = cancellation;
        this.filter = new ImageFilter(options.limit(), Path.of(""));
        this.backing = backing(options);
    }

    private static Optional<RollbackAssumptions.BackingCheck> backing(RollbackOptions options) {
        if (options.bases().isEmpty()) {
            return options.sameBacking() ? Optional.of(RollbackAssumptions.BackingCheck.TRUSTED) : Optional.empty();
        }
        ImageSearch search = new ImageSearch(FileTree.SYSTEM, false, new SearchWatchdog());
        try {
            options.bases().forEach(search::add);
            if (!search.problems().isEmpty()) {
                throw new IllegalArgumentException(search.problems().get(0).message());
            }
            return Optional.of(new BackingComparison(
                    search.images().stream().map(found -> found.image().path()).toList()));
        } catch (IOException | IllegalArgumentException wrong) {
            throw new IllegalArgumentException("--bases: " + wrong.getMessage(), wrong);
        }
    }

    /**
     * The result of a rollback.
     *
     * @param summary the number of images for each status
     * @param limitMatches whether there is no limit, or it matches an image of the run
     */
    public record Result(RunSummary summary, boolean limitMatches) {}

    /**
     * Restores the old headers, or finds out in a dry run which ones would be restored.
     *
     * @throws IOException if a journal cannot be read, or the state directory cannot be used
     */
    public Result run(JournalOptions journaling) throws IOException {
        JournalSummary summary = run.summary();
        boolean sameBoot = summary.metadata()
                .filter(metadata ->
                        !metadata.boot().isEmpty() && metadata.boot().equals(Boot.id()))
                .isPresent();
        StateDirectory state = new StateDirectory(journaling.stateDirectory());
        RollbackAssumptions assumptions = new RollbackAssumptions(sameBoot, options.trustsTimes(), backing);
        RunSummary restored = options.dryRun()
                ? restore(assumptions, state, Optional.empty())
                : write(assumptions, summary, state, journaling);
        summary.damage()
                .ifPresent(damage -> listener.notice(Problem.error(
                        ProblemCode.JOURNAL_DAMAGED,
                        "a journal of run " + run.id() + " is damaged: " + damage
                                + "; images that it no longer names were not checked")));
        RunSummary result = summary.damage().isEmpty()
                ? restored
                : new RunSummary(
                        restored.dryRun(),
                        restored.runs(),
                        restored.counts(),
                        restored.hasBug(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        restored.rollout());
        return new Result(result, hasMatched || options.limit().isEmpty());
    }

    private RunSummary write(
            RollbackAssumptions assumptions, JournalSummary summary, StateDirectory state, JournalOptions journaling)
            throws IOException {
        state.prepare();
        if (summary.unresolved() > 0) {
            listener.notice(Problem.warning(
                    CommonCode.UNRESOLVED,
                    "run " + run.id() + " was interrupted, and whether it wrote " + summary.unresolved()
                            + " of its images is unknown; 'cowhand recover' finds out, after which they can be rolled back"
                            + " as well"));
        }
        try (RunJournal journal = new RunJournal(
                state, NewRunMetadata.ofRollback(run.id(), journaling.arguments(), journaling.reason()))) {
            return restore(assumptions, state, Optional.of(journal));
        }
    }

    private RunSummary restore(RollbackAssumptions assumptions, StateDirectory state, Optional<RunJournal> journal)
            throws IOException {
        ResultCounter counter = new ResultCounter(listener);
        MountPolicy mounts = options.trustsLocalLocks() ? MountPolicy.TRUSTED : MountPolicy.ofMounts();
        RollbackJob job = new RollbackJob(
                new Rollback(
                        mounts,
                        LinuxCalls.KERNEL,
                        assumptions,
                        new LaterRuns(state, run.id(), journal.map(RunJournal::id)),
                        journal.map(ImageWriter::new)),
                options.dryRun());
        FleetExecutor fleet =
                new FleetExecutor(options.dryRun() ? Runtime.getRuntime().availableProcessors() : RecipeRun.WRITERS);
        cancellation.onCancel(fleet::stop);
        PendingImages pending = new PendingImages();
        run.forEachInOrder((intent, outcome) -> {
            if (!isSelected(intent)) {
                return;
            }
            hasMatched = true;
            Optional<Outcome> known = outcome.filter(any -> any.kind().isFinal());
            if (known.isEmpty() || isRestorable(known.get().kind())) {
                pending.add(new Recorded(intent, known));
                if (pending.bytes >= MOST_PENDING) {
                    restore(pending.drain(), fleet, job, counter);
                }
            }
        });
        restore(pending.drain(), fleet, job, counter);
        boolean isRecorded = journal.isEmpty() || RecipeRun.endJournal(journal.get(), listener);
        return counter.summary(options.dryRun(), journal.flatMap(RunJournal::run), isRecorded, Optional.empty());
    }

    /** An image of the run and its outcome; nothing if that is unknown. */
    private record Recorded(Intent intent, Optional<Outcome> outcome) {}

    /** Images that wait to be rolled back together. */
    private static final class PendingImages {
        private List<Recorded> images = new ArrayList<>();
        private long bytes;

        void add(Recorded image) {
            images.add(image);
            bytes += 2L * image.intent().change().before().length();
        }

        List<Recorded> drain() {
            List<Recorded> taken = images;
            images = new ArrayList<>();
            bytes = 0;
            return taken;
        }
    }

    /** Returns whether the header may be restored. One that was changed since may now be old, new, or neither. */
    private static boolean isRestorable(Outcome.Kind kind) {
        return kind == Outcome.Kind.WRITTEN || kind == Outcome.Kind.CHANGED_SINCE;
    }

    /** Returns whether the limit matches the path that the run showed or the absolute path. */
    private boolean isSelected(Intent intent) {
        return filter.isOpen() || filter.matches(intent.image(), RecordedImage.of(intent));
    }

    private static ImageResult restore(Recorded image, RollbackJob job) {
        return image.outcome.isPresent()
                ? job.run(new Written(image.intent, image.outcome.get()))
                : ImageResult.unresolved(RecordedImage.of(image.intent));
    }

    private static void restore(List<Recorded> batch, FleetExecutor fleet, RollbackJob job, ResultCounter counter) {
        Iterator<Recorded> images = batch.iterator();
        fleet.run(images, image -> restore(image, job), counter::add)
                .forEach(left -> counter.add(ImageResult.notRun(RecordedImage.of(left.intent))));
        images.forEachRemaining(left -> counter.add(ImageResult.notRun(RecordedImage.of(left.intent))));
    }
}
