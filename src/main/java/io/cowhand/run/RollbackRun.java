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
import io.cowhand.os.LinuxCalls;
import io.cowhand.os.MountPolicy;
import io.cowhand.problem.Problem;
import io.cowhand.run.RollbackJob.Written;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Takes a recorded run back, which is a run of its own. */
public final class RollbackRun {

    /** Bytes of sectors that are held at the same time: a run may have a million images, each of two megabytes. */
    private static final long MOST_HELD = 1 << 24;

    private final RecordedRun run;
    private final RollbackOptions options;
    private final RunListener listener;
    private final Cancellation cancellation;
    private final ImageFilter filter;
    private final Optional<RollbackAssumptions.BackingCheck> backing;
    private boolean hasMatched;

    /**
     * A rollback that begins nothing yet.
     *
     * @throws IllegalArgumentException if a limit is no glob, or the bases do not exist
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
            return options.sameBacking() ? Optional.of(RollbackAssumptions.BackingCheck.BY_WORD) : Optional.empty();
        }
        ImageSearch search = new ImageSearch(false, new SearchWatchdog());
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
     * Puts the old headers back, or finds out what would come of that in a dry run.
     *
     * @throws IOException if a journal cannot be read, or the state directory cannot be used
     */
    public RunSummary roll(JournalOptions journaling) throws IOException {
        JournalSummary summary = run.summary();
        boolean sameBoot = summary.metadata()
                .filter(metadata ->
                        !metadata.boot().isEmpty() && metadata.boot().equals(Boot.id()))
                .isPresent();
        StateDirectory state = new StateDirectory(journaling.stateDirectory());
        RollbackAssumptions assumptions = new RollbackAssumptions(sameBoot, options.trustsTimes(), backing);
        RunSummary rolled = options.dryRun()
                ? roll(assumptions, state, Optional.empty())
                : write(assumptions, summary, state, journaling);
        summary.damage()
                .ifPresent(damage -> listener.notice(Problem.error(
                        "journal-damaged",
                        "the journal " + run.file() + " is damaged: " + damage
                                + "; images that it does not name any more were not looked at")));
        return summary.damage().isEmpty()
                ? rolled
                : new RunSummary(
                        rolled.dryRun(), rolled.run(), rolled.counts(), rolled.hasBug(), false, Optional.empty());
    }

    /** Returns whether the limit matches any image that the run meant to write. */
    public boolean hasMatched() {
        return hasMatched;
    }

    private RunSummary write(
            RollbackAssumptions assumptions, JournalSummary summary, StateDirectory state, JournalOptions journaling)
            throws IOException {
        state.prepare();
        if (summary.unresolved() > 0) {
            listener.notice(RecipeRun.warning(
                    "unresolved",
                    "run " + run.id() + " was cut off, and of " + summary.unresolved()
                            + " of its images it is not known whether they were written; 'cowhand recover' finds out,"
                            + " and then they can be taken back as well"));
        }
        try (RunJournal journal =
                new RunJournal(state, NewRun.ofRollback(run.id(), journaling.arguments(), journaling.reason()))) {
            return roll(assumptions, state, Optional.of(journal));
        }
    }

    private RunSummary roll(RollbackAssumptions assumptions, StateDirectory state, Optional<RunJournal> journal)
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
        FleetRun fleet =
                new FleetRun(options.dryRun() ? Runtime.getRuntime().availableProcessors() : RecipeRun.WRITERS);
        cancellation.onCancel(fleet::stop);
        Held held = new Held();
        run.forEachInOrder((intent, outcome) -> {
            if (!isMeant(intent)) {
                return;
            }
            hasMatched = true;
            Optional<Outcome> known = outcome.filter(any -> any.kind().isFinal());
            if (known.isEmpty() || isToBePutBack(known.get().kind())) {
                held.add(new Recorded(intent, known));
                if (held.bytes >= MOST_HELD) {
                    roll(held.take(), fleet, job, counter);
                }
            }
        });
        roll(held.take(), fleet, job, counter);
        boolean isRecorded = journal.isEmpty() || RecipeRun.isEnded(journal.get(), listener);
        return counter.summary(options.dryRun(), journal.flatMap(RunJournal::run), isRecorded, Optional.empty());
    }

    /** An image of the run and its outcome; nothing where that is not known. */
    private record Recorded(Intent intent, Optional<Outcome> outcome) {}

    /** Images that wait to be taken back together. */
    private static final class Held {
        private List<Recorded> images = new ArrayList<>();
        private long bytes;

        void add(Recorded image) {
            images.add(image);
            bytes += 2L * image.intent().change().before().length();
        }

        List<Recorded> take() {
            List<Recorded> taken = images;
            images = new ArrayList<>();
            bytes = 0;
            return taken;
        }
    }

    /** What another program changed since may be old by now, or new, or neither. */
    private static boolean isToBePutBack(Outcome.Kind kind) {
        return kind == Outcome.Kind.WRITTEN || kind == Outcome.Kind.CHANGED_SINCE;
    }

    /** By the path that the run showed, or the absolute one that is shown here. */
    private boolean isMeant(Intent intent) {
        return filter.isOpen() || filter.matches(intent.image(), RecordedImage.of(intent));
    }

    private static ImageResult roll(Recorded image, RollbackJob job) {
        return image.outcome.isPresent()
                ? job.run(new Written(image.intent, image.outcome.get()))
                : ImageResult.unresolved(RecordedImage.of(image.intent));
    }

    private static void roll(List<Recorded> batch, FleetRun fleet, RollbackJob job, ResultCounter counter) {
        Iterator<Recorded> images = batch.iterator();
        fleet.run(images, image -> roll(image, job), counter::add)
                .forEach(left -> counter.add(ImageResult.notRun(RecordedImage.of(left.intent))));
        images.forEachRemaining(left -> counter.add(ImageResult.notRun(RecordedImage.of(left.intent))));
    }
}
