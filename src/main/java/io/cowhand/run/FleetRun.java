package io.cowhand.run;

import java.util.ArrayDeque;
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

    /** Results that may wait for a slower one before them, for each thread. */
    private static final int AHEAD = 8;

    private final int jobs;
    private final int ahead;
    private volatile boolean stopped;

    /**
     * A run with a number of threads.
     *
     * @param jobs 1 or more
     */
    public FleetRun(int jobs) {
        this(jobs, AHEAD);
    }

    /**
     * A run with a number of threads.
     *
     * @param jobs 1 or more
     * @param ahead results that may wait for a slower one before them, for each thread
     */
    public FleetRun(int jobs, int ahead) {
        this.jobs = jobs;
        this.ahead = jobs == 1 ? 1 : jobs * ahead;
    }

    /** Begins no further image; those that have begun are finished. May be called from any thread. */
    public void stop() {
        stopped = true;
    }

    /**
     * Runs the job for each image.
     *
     * @param job what to do; it is called from several threads
     * @param results gets each result, in the images' order, on the calling thread; it may call {@link #stop}, and with
     *     one thread no image has then begun after the one it looks at
     * @return the images that were not begun
     */
    public <I, T> List<I> run(List<I> images, Function<? super I, T> job, Consumer<T> results) {
        ExecutorService threads = Executors.newFixedThreadPool(jobs);
        Queue<Future<T>> inFlight = new ArrayDeque<>();
        try {
            Iterator<I> next = images.iterator();
            int begun = 0;
            while (true) {
                while (!stopped && next.hasNext() && inFlight.size() < ahead) {
                    I image = next.next();
                    inFlight.add(threads.submit(() -> job.apply(image)));
                    begun++;
                }
                Future<T> first = inFlight.poll();
                if (first == null) {
                    return images.subList(begun, images.size());
                }
                results.accept(result(first));
            }
        } catch (RuntimeException | Error broken) {
            // Not interrupted: that would close the channel of a write under way.
            inFlight.forEach(waiting -> waiting.cancel(false));
            throw broken;
        } finally {
            end(threads);
        }
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
