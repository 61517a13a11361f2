package io.cowhand.run;

import io.cowhand.fleet.Image;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.RolloutProgress;
import io.cowhand.fleet.RolloutSummary;
import io.cowhand.fleet.RolloutSummary.Reason;
import io.cowhand.fleet.RolloutSummary.Stop;
import io.cowhand.fleet.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Executes a job for the images of a fleet, wave after wave, as long as not too many of them fail.
 *
 * <p>It knows neither recipes nor where the images come from. A use case that writes provides
 *
 * <ul>
 *   <li>the images, as an iterator in the order of the fleet, and the {@link WaveBounds} by their positions;
 *   <li>a {@link FleetJob}, which processes an image wherever its wave is;
 *   <li>a consumer, which receives one result for each image, in the same order, with its wave. Images that were not
 *       begun are {@link Status#NOT_RUN}.
 * </ul>
 *
 * <p>Without waves, the whole fleet is processed at once. In a dry run, nothing stops: the waves are counted, and the summary
 * says where an apply would stop.
 */
final class RolloutExecutor {

    /** The maximum number of results that wait for a locked image before them. */
    private static final int MOST_HELD = 4096;

    /** Decides between two waves whether the next one begins. */
    @FunctionalInterface
    interface Gate {
        /** Begins every wave. */
        Gate OPEN = wave -> Optional.empty();

        /** Returns why no further image is to be begun after a wave; empty to continue. */
        Optional<String> objection(int wave);
    }

    private final FleetExecutor fleet;
    private final FleetExecutor retries;
    private final WaveBounds bounds;
    private final FailureBudget budget;
    private final OptionalInt untilWave;
    private final Duration retryLocked;
    private final boolean dryRun;
    private final Consumer<RolloutProgress> progress;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final List<RolloutSummary.Wave> waves = new ArrayList<>();
    private @Nullable Stop stop;
    /** The number of the current wave, from 1; 0 if there are no waves. */
    private int number;

    private long waveImages;
    private long changes;
    private long failures;
    private long notRun;

    /**
     * Creates an executor for one call of {@link #run}.
     *
     * @param fleet executes the job within a wave
     * @param retries executes the job for images that are tried again
     * @param settings the budget and when to end; its waves are those of the bounds
     * @param progress receives how far the waves are, on the calling thread, except in a dry run
     */
    RolloutExecutor(
            FleetExecutor fleet,
            FleetExecutor retries,
            WaveBounds bounds,
            RolloutSettings settings,
            boolean dryRun,
            Consumer<RolloutProgress> progress) {
        this.fleet = fleet;
        this.retries = retries;
        this.bounds = bounds;
        this.budget = new FailureBudget(settings.maxFailures());
        this.untilWave = settings.untilWave();
        this.retryLocked = dryRun ? Duration.ZERO : settings.retryLocked();
        this.dryRun = dryRun;
        this.progress = dryRun ? ignored -> {} : progress;
    }

    /** Begins no further image and ends all waiting; images that have begun are finished. May be called from any thread. */
    void stop() {
        stopped.countDown();
        fleet.stop();
        retries.stop();
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /**
     * Executes the job for each image.
     *
     * @param images the images, in the fleet's order
     * @param size the number of images
     * @param name returns the name of an image that is not begun
     * @param gate is asked on the calling thread between two waves with images, except in a dry run
     * @param results receives the result for each image, in order, on the calling thread; it may call {@link #stop}
     */
    <I, P> RolloutSummary run(
            Iterator<I> images,
            long size,
            FleetJob<I, P, ImageResult> job,
            Function<? super I, ? extends Image> name,
            Gate gate,
            Consumer<ImageResult> results) {
        List<WaveBounds.Wave> all =
                bounds.waves().isEmpty() ? List.of(new WaveBounds.Wave(size, size)) : bounds.waves();
        long begin = 0;
        for (int i = 0; i < all.size(); i++) {
            number = bounds.waves().isEmpty() ? 0 : i + 1;
            changes = 0;
            failures = 0;
            notRun = 0;
            WaveBounds.Wave wave = all.get(i);
            waveImages = wave.images();
            Iterator<I> next = new Slice<>(images, wave.end() - begin);
            if (!isStopped()) {
                budget.begin(wave.end() - begin);
                tell(0);
                execute(next, job, name, results);
            }
            next.forEachRemaining(image -> pass(ImageResult.notRun(name.apply(image)), results));
            begin = wave.end();
            if (number > 0) {
                // Images that would have been skipped are not begun, either, but belong to no wave.
                waves.add(new RolloutSummary.Wave(
                        number, wave.images(), changes, failures, Math.min(notRun, wave.images())));
                if (!dryRun && !isStopped() && !bounds.isLast(i)) {
                    decide(wave, gate);
                }
            }
        }
        return new RolloutSummary(waves, Optional.ofNullable(stop), List.of());
    }

    private <I, P> void execute(
            Iterator<I> images,
            FleetJob<I, P, ImageResult> job,
            Function<? super I, ? extends Image> name,
            Consumer<ImageResult> results) {
        if (retryLocked.isZero()) {
            fleet.run(
                    images,
                    job,
                    result -> add(result, results),
                    image -> pass(ImageResult.notRun(name.apply(image)), results));
            return;
        }
        // An executor that takes one image at a time must not begin the next one before this one is settled.
        int held = fleet.isOneByOne() ? 1 : MOST_HELD;
        LockedRetry<I, P> retry =
                new LockedRetry<>(job, retries, stopped, retryLocked, held, this::tell, result -> add(result, results));
        fleet.run(images, LockedRetry.first(job), retry::add, image -> {
            retry.settle();
            pass(ImageResult.notRun(name.apply(image)), results);
        });
        retry.settle();
    }

    private void add(ImageResult result, Consumer<ImageResult> results) {
        boolean isFailure = FailureBudget.isFailure(result);
        boolean isChange = result.status() == Status.CHANGED || result.status() == Status.WOULD_CHANGE;
        failures += isFailure ? 1 : 0;
        changes += isChange && !isFailure ? 1 : 0;
        budget.add(result);
        pass(result, results);
        if (isFailure) {
            tell(0);
        }
        if (stop == null && budget.isExceeded()) {
            end(Reason.MAX_FAILURES, budget.describe(dryRun));
        }
    }

    private void pass(ImageResult result, Consumer<ImageResult> results) {
        notRun += result.status() == Status.NOT_RUN ? 1 : 0;
        boolean isInWave = number > 0 && result.status() != Status.SKIPPED;
        results.accept(isInWave ? result.inWave(number) : result);
    }

    private void tell(long retrying) {
        progress.accept(new RolloutProgress(
                number, bounds.waves().size(), waveImages, budget.failures(), budget.most(), retrying));
    }

    private void decide(WaveBounds.Wave wave, Gate gate) {
        if (untilWave.isPresent() && number >= untilWave.getAsInt()) {
            end(Reason.UNTIL_WAVE, "wave " + number + " is the last one that --until-wave names");
        } else if (wave.images() > 0) {
            Optional<String> objection = gate.objection(number);
            // If the run was cancelled meanwhile, that is the reason.
            if (!isStopped()) {
                objection.ifPresent(why -> end(Reason.AFTER_WAVE, why));
            }
        }
    }

    private void end(Reason reason, String message) {
        stop = new Stop(reason, number > 0 ? OptionalInt.of(number) : OptionalInt.empty(), message);
        if (!dryRun) {
            stop();
        }
    }

    /** The next images of another iterator. */
    private static final class Slice<I> implements Iterator<I> {
        private final Iterator<I> all;
        private long left;

        Slice(Iterator<I> all, long length) {
            this.all = all;
            this.left = length;
        }

        @Override
        public boolean hasNext() {
            return left > 0 && all.hasNext();
        }

        @Override
        public I next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            left--;
            return all.next();
        }
    }
}
