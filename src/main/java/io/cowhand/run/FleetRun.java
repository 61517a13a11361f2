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

/**
 * Runs a job over many images in parallel, and hands out the results in the images' order.
 *
 * <p>Each thread takes a handful of images at a time: where an image takes a few microseconds, to hand them over one by
 * one would take as long, and what has to be noted before a write can be noted for all of them at once.
 */
public final class FleetRun {

    /** Handfuls that may wait for a slower one before them, beside one for each thread. */
    private static final int AHEAD = 16;

    private final int threads;
    private final int handful;
    private final int ahead;
    private volatile boolean stopped;

    /** A run with a number of threads, 1 or more, each of which takes one image at a time. */
    public FleetRun(int threads) {
        this(threads, 1);
    }

    /**
     * A run with a number of threads.
     *
     * @param threads 1 or more
     * @param handful images that a thread takes at a time; with one thread it is always one
     */
    public FleetRun(int threads, int handful) {
        this.threads = threads;
        this.handful = threads == 1 ? 1 : handful;
        this.ahead = threads == 1 ? 1 : threads + AHEAD;
    }

    /** Begins no further image; those that have begun are finished. May be called from any thread. */
    public void stop() {
        stopped = true;
    }

    /**
     * Runs the job for each image.
     *
     * @param images those that a stop keeps from being begun stay there
     * @param job what to do with an image; called from several threads
     * @param results gets each result, in the images' order, on the calling thread; it may call {@link #stop}, and with
     *     one thread no image has then begun after the one it looks at
     */
    public <I, T> void run(Iterator<I> images, Function<? super I, T> job, Consumer<T> results) {
        runHandfuls(
                images,
                taken -> {
                    List<T> done = new ArrayList<>(taken.size());
                    taken.forEach(image -> done.add(job.apply(image)));
                    return done;
                },
                results);
    }

    /** The same with a job for a whole handful, which answers with the results in the images' order. */
    public <I, T> void runHandfuls(Iterator<I> images, Function<List<I>, List<T>> job, Consumer<T> results) {
        ExecutorService working = Executors.newFixedThreadPool(threads);
        Queue<Future<List<T>>> inFlight = new ArrayDeque<>();
        try {
            while (true) {
                while (!stopped && images.hasNext() && inFlight.size() < ahead) {
                    List<I> taken = take(images);
                    inFlight.add(working.submit(() -> job.apply(taken)));
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
            end(working);
        }
    }

    private <I> List<I> take(Iterator<I> images) {
        List<I> taken = new ArrayList<>(handful);
        while (taken.size() < handful && images.hasNext()) {
            taken.add(images.next());
        }
        return taken;
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
