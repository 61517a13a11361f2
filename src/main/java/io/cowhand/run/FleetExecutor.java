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
 * Executes a job for many images in parallel, and returns the results in the images' order.
 *
 * <p>Each thread takes a batch of images: if an image takes only a few microseconds, handing over single images would
 * take as long, and the intents of a whole batch are synced to the journal together.
 *
 * <p>While the calling thread waits for results, it watches the other threads: if one takes longer than the limit to
 * prepare an image, thread and image are abandoned, and another thread continues the batch.
 */
public final class FleetExecutor {

    /** The number of batches, in addition to one for each thread, that may wait for a slower one before them. */
    private static final int AHEAD = 16;

    /** After a stop, the user waits for the end; a disk that works has answered by then. */
    private static final TimeLimit AFTER_STOP = new TimeLimit(Duration.ofSeconds(2));

    private final int threads;
    private final int batch;
    private final int ahead;
    private final TimeLimit limit;
    private final Duration interval;
    private volatile boolean stopped;
    /** The number of images taken so far, by all calls. */
    private long taken;

    /** Creates an executor with a number of threads, 1 or more, each of which takes one image at a time. */
    public FleetExecutor(int threads) {
        this(threads, 1, TimeLimit.DEFAULT);
    }

    /**
     * Creates an executor with a number of threads.
     *
     * @param threads 1 or more
     * @param batch the number of images that a thread takes at a time
     * @param limit how long preparing an image may take
     */
    public FleetExecutor(int threads, int batch, TimeLimit limit) {
        this(threads, batch, threads == 1 ? 1 : threads + AHEAD, limit);
    }

    /**
     * Creates an executor with a number of threads.
     *
     * @param ahead the number of batches that may be in flight or wait for a slower one before them
     */
    public FleetExecutor(int threads, int batch, int ahead, TimeLimit limit) {
        this.threads = threads;
        this.batch = batch;
        this.ahead = ahead;
        this.limit = limit;
        this.interval = limit.interval();
    }

    /** Returns whether an image is begun only when the one before it is done and its result is received. */
    boolean isOneByOne() {
        return threads == 1 && batch == 1;
    }

    /** Begins no further image, in this call or a later one; those that have begun are finished. May be called from any thread. */
    public void stop() {
        stopped = true;
    }

    /** Executes a job that is never abandoned for each image. */
    public <I, T> List<I> run(Iterator<I> images, Function<? super I, T> job, Consumer<T> results) {
        return run(images, new WholeJob<>(job), results);
    }

    /** A job that does all of its work in the second stage. */
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
     * Executes the job for each image. If this is called several times, the ordinals of images count on.
     *
     * @return the images that were taken from {@code images} but not begun
     */
    public <I, P, T> List<I> run(Iterator<I> images, FleetJob<I, P, T> job, Consumer<T> results) {
        List<I> notBegun = new ArrayList<>();
        run(images, job, results, notBegun::add);
        return notBegun;
    }

    /**
     * Executes the job for each image. If this is called several times, the ordinals of images count on.
     *
     * @param images the images; after a stop, some may remain in this iterator
     * @param job the work on an image; called from several threads
     * @param results receives each result, in the images' order, on the calling thread; it may call {@link #stop}, and
     *     with one thread and batches of one image, no image after that of the result has then begun
     * @param notBegun receives each image that was taken from {@code images} but not begun, in its place among the
     *     results: a later image may have begun before
     */
    public <I, P, T> void run(
            Iterator<I> images, FleetJob<I, P, T> job, Consumer<? super T> results, Consumer<? super I> notBegun) {
        WorkerPool pool = new WorkerPool(threads);
        ActiveTime time = new ActiveTime(interval);
        AtomicBoolean broken = new AtomicBoolean();
        BooleanSupplier ends = () -> stopped || broken.get();
        Queue<Batch<I, P, T>> inFlight = new ArrayDeque<>();
        try {
            while (true) {
                while (!stopped && images.hasNext() && inFlight.size() < ahead + extraBatches(pool)) {
                    List<I> some = nextBatch(images);
                    Batch<I, P, T> next = new Batch<>(some, taken + 1, job, pool, ends);
                    taken += some.size();
                    inFlight.add(next);
                    pool.execute(next);
                }
                Batch<I, P, T> first = inFlight.peek();
                if (first == null) {
                    return;
                }
                if (first.await(interval)) {
                    inFlight.remove();
                    first.results().forEach(results);
                    first.left().forEach(notBegun);
                } else {
                    replaceStuckThreads(inFlight, pool, time);
                }
            }
        } catch (RuntimeException | Error bug) {
            broken.set(true);
            // The program must not end while a write is in progress.
            for (Batch<I, P, T> waiting : inFlight) {
                while (!waiting.awaitUninterruptibly(interval)) {
                    replaceStuckThreads(inFlight, pool, time);
                }
            }
            throw bug;
        } finally {
            pool.shutdown();
        }
    }

    /**
     * Returns the number of batches that may be in flight in addition to the usual ones. A batch that waits for a file
     * holds no results; if the others had to wait for it, every few images on a dead mount would take the whole time
     * limit.
     */
    private int extraBatches(WorkerPool pool) {
        return isOneByOne() ? 0 : pool.slow();
    }

    private <I> List<I> nextBatch(Iterator<I> images) {
        List<I> taken = new ArrayList<>(batch);
        while (taken.size() < batch && images.hasNext()) {
            taken.add(images.next());
        }
        return taken;
    }

    /** Hands the batches of stuck threads to others, and replaces threads that may be stuck. */
    private <I, P, T> void replaceStuckThreads(Queue<Batch<I, P, T>> inFlight, WorkerPool pool, ActiveTime time) {
        Duration now = time.now();
        TimeLimit patience = stopped ? limit.atMost(AFTER_STOP) : limit;
        int slow = 0;
        for (Batch<I, P, T> waiting : inFlight) {
            Duration waited = waiting.waited(now);
            if (waited.compareTo(patience.duration()) >= 0 && waiting.abandon(patience)) {
                pool.execute(waiting);
            } else if (waited.compareTo(interval) >= 0) {
                slow++;
            }
        }
        pool.replace(slow);
    }
}
