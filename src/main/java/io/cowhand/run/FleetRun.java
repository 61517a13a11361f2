package io.cowhand.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs a job over many images in parallel, and hands out the results in the images' order. */
public final class FleetRun {

    /** Batches that may wait for a slower one before them, for each thread. */
    private static final int AHEAD = 8;

    private final int jobs;
    private final int batch;
    private final int ahead;
    private volatile boolean stopped;

    /**
     * A run with a number of threads, each of which takes one image at a time.
     *
     * @param jobs 1 or more
     */
    public FleetRun(int jobs) {
        this(jobs, 1);
    }

    /**
     * A run with a number of threads.
     *
     * @param jobs 1 or more
     * @param batch images that a thread takes at a time: where they take a few microseconds each, to hand them over one
     *     by one would take as long; with one thread it is always one
     */
    public FleetRun(int jobs, int batch) {
        this(jobs, batch, AHEAD);
    }

    /**
     * A run with a number of threads.
     *
     * @param ahead batches that may wait for a slower one before them, for each thread
     */
    public FleetRun(int jobs, int batch, int ahead) {
        this.jobs = jobs;
        this.batch = jobs == 1 ? 1 : batch;
        this.ahead = jobs == 1 ? 1 : jobs * ahead;
    }

    /** Begins no further image; those that have begun are finished. May be called from any thread. */
    public void stop() {
        stopped = true;
    }

    /**
     * Runs the job for each image.
     *
     * @param images those that a stop keeps from being begun stay there
     * @param job what to do; it is called from several threads
     * @param results gets each result, in the images' order, on the calling thread; it may call {@link #stop}, and with
     *     one thread no image has then begun after the one it looks at
     */
    public <I, T> void run(Iterator<I> images, Function<? super I, T> job, Consumer<T> results) {
        ExecutorService threads = Executors.newFixedThreadPool(jobs);
        Queue<Future<List<T>>> inFlight = new ArrayDeque<>();
        try {
            while (true) {
                while (!stopped && images.hasNext() && inFlight.size() < ahead) {
                    List<I> taken = new ArrayList<>(batch);
                    while (taken.size() < batch && images.hasNext()) {
                        taken.add(images.next());
                    }
                    inFlight.add(threads.submit(() -> run(taken, job)));
                }
                Future<List<T>> first = inFlight.poll();
                if (first == null) {
                    return;
                }
                result(first).forEach(results);
            }
        } catch (RuntimeException | Error broken) {
            // Not interrupted: that would close the channel of a write under way.
            inFlight.forEach(waiting -> waiting.cancel(false));
            throw broken;
        } finally {
            end(threads);
        }
    }

    private static <I, T> List<T> run(List<I> images, Function<? super I, T> job) {
        List<T> results = new ArrayList<>(images.size());
        for (I image : images) {
            results.add(job.apply(image));
        }
        return results;
    }

    /** Waits for what has begun, so that nothing is written that nobody reports or that the program's end cuts off. */
    private static void end(ExecutorService threads) {
        threads.shutdown();
        boolean interrupted = false;
        while (!threads.isTerminated()) {
            try {
                threads.awaitTermination(1, TimeUnit.HOURS);
            } catch (InterruptedException impatient) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("nobody interrupts this thread", interrupted);
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug.getCause());
        }
    }
}
