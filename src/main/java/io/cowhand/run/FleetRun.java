package io.cowhand.run;

import io.cowhand.os.TimeLimit;
import io.cowhand.problem.Problem;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs a job over many images in parallel, and hands out the results in the images' order.
 *
 * <p>Each thread takes a batch of images at a time: where an image takes a few microseconds, to hand them over one by one
 * would take as long, and what has to be noted before a write can be noted for all of them at once.
 *
 * <p>While the calling thread waits for results it looks after the others: one that takes longer than the limit to
 * prepare an image is given up, with that image, and the batch goes on in another thread.
 */
public final class FleetRun {

    /** Batches that may wait for a slower one before them, beside one for each thread. */
    private static final int AHEAD = 16;

    /** Who has stopped a run waits for its end, and a disk that works has long answered by then. */
    private static final TimeLimit AFTER_STOP = new TimeLimit(Duration.ofSeconds(2));

    private final int threads;
    private final int batch;
    private final int ahead;
    private final TimeLimit limit;
    private final Duration interval;
    private volatile boolean stopped;

    /** A run with a number of threads, 1 or more, each of which takes one image at a time. */
    public FleetRun(int threads) {
        this(threads, 1, TimeLimit.USUAL);
    }

    /**
     * A run with a number of threads.
     *
     * @param threads 1 or more
     * @param batch images that a thread takes at a time
     * @param limit how long it may take to prepare an image
     */
    public FleetRun(int threads, int batch, TimeLimit limit) {
        this(threads, batch, threads == 1 ? 1 : threads + AHEAD, limit);
    }

    /**
     * A run with a number of threads.
     *
     * @param ahead batches that may be in flight, or wait for a slower one before them
     */
    public FleetRun(int threads, int batch, int ahead, TimeLimit limit) {
        this.threads = threads;
        this.batch = batch;
        this.ahead = ahead;
        this.limit = limit;
        this.interval = limit.interval();
    }

    /** Begins no further image; those that have begun are finished. May be called from any thread. */
    public void stop() {
        stopped = true;
    }

    /** Runs a job for each image that is never given up. */
    public <I, T> List<I> run(Iterator<I> images, Function<? super I, T> job, Consumer<T> results) {
        return run(images, new WholeJob<>(job), results);
    }

    /** A job that does all in its second stage. */
    private record WholeJob<I, T>(Function<? super I, T> job) implements FleetJob<I, I, T> {

        @Override
        public I prepare(I image) {
            return image;
        }

        @Override
        public I unanswered(I image, Problem why) {
            return image;
        }

        @Override
        public List<T> complete(List<I> prepared, long ordinal) {
            List<T> done = new ArrayList<>(prepared.size());
            prepared.forEach(image -> done.add(job.apply(image)));
            return done;
        }
    }

    /**
     * Runs the job for each image.
     *
     * @param images those that a stop keeps from being begun stay there
     * @param job what to do with an image; called from several threads
     * @param results gets each result, in the images' order, on the calling thread; it may call {@link #stop}, and with
     *     one thread and batches of one no image has then begun after the one it looks at
     * @return images that were taken from {@code images}, but not begun either
     */
    public <I, P, T> List<I> run(Iterator<I> images, FleetJob<I, P, T> job, Consumer<T> results) {
        WorkerPool pool = new WorkerPool(threads);
        ActiveTime time = new ActiveTime(interval);
        AtomicBoolean broken = new AtomicBoolean();
        BooleanSupplier ends = () -> stopped || broken.get();
        Queue<Batch<I, P, T>> inFlight = new ArrayDeque<>();
        List<I> notBegun = new ArrayList<>();
        long taken = 0;
        try {
            while (true) {
                while (!stopped && images.hasNext() && inFlight.size() < ahead + beside(pool)) {
                    List<I> some = take(images);
                    Batch<I, P, T> next = new Batch<>(some, taken + 1, job, pool, ends);
                    taken += some.size();
                    inFlight.add(next);
                    pool.execute(next);
                }
                Batch<I, P, T> first = inFlight.peek();
                if (first == null) {
                    return notBegun;
                }
                if (first.await(interval)) {
                    inFlight.remove();
                    first.results().forEach(results);
                    notBegun.addAll(first.left());
                } else {
                    lookAfter(inFlight, pool, time);
                }
            }
        } catch (RuntimeException | Error bug) {
            broken.set(true);
            // So that nothing is written that the program's end cuts off.
            for (Batch<I, P, T> waiting : inFlight) {
                while (!waiting.await(interval)) {
                    lookAfter(inFlight, pool, time);
                }
            }
            throw bug;
        } finally {
            pool.shutdown();
        }
    }

    /**
     * Batches that may be in flight beside the usual ones: what waits for a file holds no results, and were the others to
     * wait for it, a dead mount would take the limit for every few images.
     */
    private int beside(WorkerPool pool) {
        return threads == 1 && batch == 1 ? 0 : pool.slow();
    }

    private <I> List<I> take(Iterator<I> images) {
        List<I> taken = new ArrayList<>(batch);
        while (taken.size() < batch && images.hasNext()) {
            taken.add(images.next());
        }
        return taken;
    }

    /** Takes the work from threads that do not come back, and puts others in the place of those that may not. */
    private <I, P, T> void lookAfter(Queue<Batch<I, P, T>> inFlight, WorkerPool pool, ActiveTime time) {
        Duration now = time.now();
        TimeLimit patience = stopped ? limit.atMost(AFTER_STOP) : limit;
        int slow = 0;
        for (Batch<I, P, T> waiting : inFlight) {
            Duration waited = waiting.waited(now);
            if (waited.compareTo(patience.duration()) >= 0 && waiting.giveUp(patience)) {
                pool.execute(waiting);
            } else if (waited.compareTo(interval) >= 0) {
                slow++;
            }
        }
        pool.replace(slow);
    }
}
