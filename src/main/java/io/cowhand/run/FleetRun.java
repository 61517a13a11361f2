package io.cowhand.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
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
     * @param handful images that a thread takes at a time
     */
    public FleetRun(int threads, int handful) {
        this(threads, handful, threads == 1 ? 1 : threads + AHEAD);
    }

    /**
     * A run with a number of threads.
     *
     * @param ahead handfuls that may be in flight, or wait for a slower one before them
     */
    public FleetRun(int threads, int handful, int ahead) {
        this.threads = threads;
        this.handful = handful;
        this.ahead = ahead;
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
     *     one thread and handfuls of one no image has then begun after the one it looks at
     * @return images that were taken from {@code images}, but not begun either
     */
    public <I, T> List<I> run(Iterator<I> images, Function<? super I, T> job, Consumer<T> results) {
        return runHandfuls(
                images,
                taken -> {
                    List<T> done = new ArrayList<>(taken.size());
                    taken.forEach(image -> done.add(job.apply(image)));
                    return done;
                },
                results);
    }

    /** The same with a job for a whole handful, which answers with the results in the images' order. */
    public <I, T> List<I> runHandfuls(Iterator<I> images, Function<List<I>, List<T>> job, Consumer<T> results) {
        ExecutorService working = Executors.newFixedThreadPool(threads);
        Queue<Handful<I, T>> inFlight = new ArrayDeque<>();
        List<I> notBegun = new ArrayList<>();
        try {
            while (true) {
                while (!stopped && images.hasNext() && inFlight.size() < ahead) {
                    List<I> taken = take(images);
                    inFlight.add(new Handful<>(
                            taken, working.submit(() -> stopped ? Optional.empty() : Optional.of(job.apply(taken)))));
                }
                Handful<I, T> first = inFlight.poll();
                if (first == null) {
                    return notBegun;
                }
                result(first.results)
                        .ifPresentOrElse(done -> done.forEach(results), () -> notBegun.addAll(first.images));
            }
        } catch (RuntimeException | Error broken) {
            // Not interrupted: that would close the channel of a write under way.
            inFlight.forEach(waiting -> waiting.results.cancel(false));
            throw broken;
        } finally {
            end(working);
        }
    }

    /** Images that a thread has taken, or will; no results where the run was stopped before. */
    private record Handful<I, T>(List<I> images, Future<Optional<List<T>>> results) {}

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
