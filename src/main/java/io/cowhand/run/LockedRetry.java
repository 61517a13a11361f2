package io.cowhand.run;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Status;
import io.cowhand.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * Tries images of a wave again that are locked or stale, and passes on the results in their order, one for each image.
 *
 * <p>The images after a locked one are processed while it waits. Their results are held back, up to a limit, at which the
 * wave pauses until the locked ones are settled.
 *
 * @param <I> an image
 * @param <P> an image after the first stage
 */
final class LockedRetry<I, P> {

    private static final long FIRST_PAUSE = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(30).toNanos();

    private final FleetJob<I, P, ImageResult> job;
    private final FleetExecutor executor;
    private final CountDownLatch stopped;
    private final int most;
    private final LongConsumer retrying;
    private final Consumer<ImageResult> results;
    private final List<Attempt<I>> held = new ArrayList<>();
    private long left;

    /**
     * Creates the retries of a wave.
     *
     * @param executor executes the retries, one image at a time in each thread
     * @param stopped ends the waiting
     * @param time how long to try again, all waiting in the wave together
     * @param most the maximum number of results that are held back
     * @param retrying receives the number of images that wait for another attempt, before each one and in the end
     */
    LockedRetry(
            FleetJob<I, P, ImageResult> job,
            FleetExecutor executor,
            CountDownLatch stopped,
            Duration time,
            int most,
            LongConsumer retrying,
            Consumer<ImageResult> results) {
        this.job = job;
        this.executor = executor;
        this.stopped = stopped;
        this.left = time.toNanos();
        this.most = most;
        this.retrying = retrying;
        this.results = results;
    }

    /** An image and the result of the last attempt at it. */
    record Attempt<I>(I image, long ordinal, ImageResult result) {
        private boolean isWorthAnother() {
            return result.status() == Status.LOCKED || result.status() == Status.STALE;
        }
    }

    /** Adds the first attempt at the next image. */
    void add(Attempt<I> attempt) {
        if (held.isEmpty() && !attempt.isWorthAnother()) {
            results.accept(attempt.result);
            return;
        }
        held.add(attempt);
        if (held.size() >= most) {
            settle();
        }
    }

    /** Tries the images again until none is locked or stale, or the time is up, and passes on all results. */
    void settle() {
        if (held.isEmpty()) {
            return;
        }
        long pause = FIRST_PAUSE;
        for (long waiting = waiting(); left > 0 && waiting > 0; waiting = waiting()) {
            retrying.accept(waiting);
            long begun = System.nanoTime();
            if (isStoppedWithin(Math.min(pause, left))) {
                break;
            }
            tryAgain();
            left -= System.nanoTime() - begun;
            pause = Math.min(2 * pause, LONGEST_PAUSE);
        }
        retrying.accept(0);
        held.forEach(attempt -> results.accept(attempt.result));
        held.clear();
    }

    private long waiting() {
        return held.stream().filter(Attempt::isWorthAnother).count();
    }

    private boolean isStoppedWithin(long nanos) {
        try {
            return stopped.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("unexpected interrupt", interrupted);
        }
    }

    private void tryAgain() {
        List<Integer> again = IntStream.range(0, held.size())
                .filter(index -> held.get(index).isWorthAnother())
                .boxed()
                .toList();
        // By index, since images that are not begun any more have no result.
        executor.run(again.iterator(), new SecondJob(), done -> held.set(done.index, done.attempt));
    }

    private record Prepared<P>(int index, P prepared) {}

    private record Done<I>(int index, Attempt<I> attempt) {}

    /** Another attempt at held images. */
    private final class SecondJob implements FleetJob<Integer, Prepared<P>, Done<I>> {

        @Override
        public Prepared<P> prepare(Integer index) {
            return new Prepared<>(index, job.prepare(held.get(index).image));
        }

        @Override
        public Prepared<P> unanswered(Integer index, Problem why) {
            return new Prepared<>(index, job.unanswered(held.get(index).image, why));
        }

        @Override
        public long weight(Prepared<P> prepared) {
            return job.weight(prepared.prepared);
        }

        @Override
        public List<Done<I>> complete(List<Prepared<P>> prepared, long ordinal) {
            return prepared.stream().map(this::complete).toList();
        }

        private Done<I> complete(Prepared<P> one) {
            Attempt<I> before = held.get(one.index);
            ImageResult result =
                    job.complete(List.of(one.prepared), before.ordinal).get(0);
            return new Done<>(one.index, new Attempt<>(before.image, before.ordinal, result));
        }
    }

    private record Ready<I, P>(I image, P prepared) {}

    /** Returns a job whose results keep their images, for further attempts. */
    static <I, P> FleetJob<I, ?, Attempt<I>> first(FleetJob<I, P, ImageResult> job) {
        return new FirstJob<>(job);
    }

    private record FirstJob<I, P>(FleetJob<I, P, ImageResult> job) implements FleetJob<I, Ready<I, P>, Attempt<I>> {

        @Override
        public Ready<I, P> prepare(I image) {
            return new Ready<>(image, job.prepare(image));
        }

        @Override
        public Ready<I, P> unanswered(I image, Problem why) {
            return new Ready<>(image, job.unanswered(image, why));
        }

        @Override
        public long weight(Ready<I, P> ready) {
            return job.weight(ready.prepared);
        }

        @Override
        public List<Attempt<I>> complete(List<Ready<I, P>> ready, long ordinal) {
            List<ImageResult> results =
                    job.complete(ready.stream().map(Ready::prepared).toList(), ordinal);
            return IntStream.range(0, ready.size())
                    .mapToObj(i -> new Attempt<>(ready.get(i).image, ordinal + i, results.get(i)))
                    .toList();
        }
    }
}
