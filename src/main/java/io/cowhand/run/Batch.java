package io.cowhand.run;

import io.cowhand.os.TimeLimit;
import io.cowhand.problem.CommonCode;
import io.cowhand.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * A batch of images that one thread processes in order.
 *
 * <p>If a thread is stuck with an image, the thread that waits for the results can hand the batch to another one. Each
 * such change begins a new turn, and a result that belongs to an earlier turn is dropped.
 */
final class Batch<I, P, T> implements Runnable {

    /** The maximum number of bytes of prepared images that are completed together; a single one may have 2 MiB. */
    private static final long MOST_WEIGHT = 1 << 18;

    private final List<I> images;
    private final long ordinal;
    private final FleetJob<I, P, T> job;
    private final WorkerPool pool;
    private final BooleanSupplier stopped;
    private final CompletableFuture<List<T>> done = new CompletableFuture<>();

    /** The results of the completed images, which are the first ones; only for the thread whose turn it is. */
    private final List<T> results;
    /** The prepared images, which follow the completed ones. */
    private final List<P> prepared;

    private long weight;
    private int turn;
    /** The number of times that an image was begun or left. */
    private long progress;
    /** Whether a thread prepares an image, and may be stuck with it. */
    private boolean isPreparing;

    private long seenProgress;
    private Duration seenAt = Duration.ZERO;

    /**
     * Creates a batch that is not begun.
     *
     * @param ordinal the number of the first image in the run, from 1
     * @param pool says whether another thread may be risked
     * @param stopped returns whether to begin no further image
     */
    Batch(List<I> images, long ordinal, FleetJob<I, P, T> job, WorkerPool pool, BooleanSupplier stopped) {
        this.images = images;
        this.ordinal = ordinal;
        this.job = job;
        this.pool = pool;
        this.stopped = stopped;
        this.results = new ArrayList<>(images.size());
        this.prepared = new ArrayList<>(images.size());
    }

    /** Processes the images, or those that another thread has left. */
    @Override
    public void run() {
        int mine = turn();
        try {
            work(mine);
        } catch (RuntimeException | Error bug) {
            fail(mine, bug);
        }
        if (!isTurn(mine)) {
            pool.threadReturned();
        }
    }

    private void work(int mine) {
        for (Optional<I> next = next(mine); next.isPresent(); next = next(mine)) {
            I image = next.get();
            P ready = pool.isExhausted() ? job.unanswered(image, tooMany()) : job.prepare(image);
            if (add(mine, ready) >= MOST_WEIGHT) {
                complete();
            }
        }
        if (isTurn(mine)) {
            complete();
            done.complete(results);
        }
    }

    private synchronized void fail(int mine, Throwable bug) {
        if (turn == mine) {
            isPreparing = false;
            done.completeExceptionally(bug);
        }
    }

    private static Problem tooMany() {
        return Problem.error(
                CommonCode.NO_ANSWER, "not read, because " + WorkerPool.MOST_STUCK + " other files do not answer");
    }

    private synchronized int turn() {
        return turn;
    }

    private synchronized boolean isTurn(int mine) {
        return turn == mine;
    }

    /** Returns the next image; empty after the last one, or if the turn is over. */
    private synchronized Optional<I> next(int mine) {
        if (turn != mine) {
            return Optional.empty();
        }
        int next = results.size() + prepared.size();
        // A batch that has begun is completed, unless that may take very long.
        boolean isLeft = (next == 0 || turn > 0) && stopped.getAsBoolean();
        if (isLeft || next == images.size()) {
            return Optional.empty();
        }
        progress++;
        isPreparing = true;
        return Optional.of(images.get(next));
    }

    /** Adds a prepared image, unless the turn is over, and returns the weight of all prepared images. */
    private synchronized long add(int mine, P ready) {
        if (turn != mine) {
            return 0;
        }
        isPreparing = false;
        prepared.add(ready);
        weight += job.weight(ready);
        return weight;
    }

    /** Completes the prepared images. No image is being prepared meanwhile, so the turn does not change. */
    private void complete() {
        List<P> all = List.copyOf(prepared);
        List<T> completed = all.isEmpty() ? List.of() : job.complete(all, ordinal + results.size());
        if (completed.size() != all.size()) {
            throw new IllegalStateException(completed.size() + " results of " + all.size() + " images");
        }
        synchronized (this) {
            prepared.clear();
            weight = 0;
            results.addAll(completed);
        }
    }

    /** Returns how long a thread has been preparing the same image, since the first call that observed it. */
    synchronized Duration waited(Duration now) {
        if (!isPreparing) {
            return Duration.ZERO;
        }
        if (seenProgress != progress) {
            seenProgress = progress;
            seenAt = now;
        }
        return now.minus(seenAt);
    }

    /**
     * Abandons the image that a thread is preparing; the batch must be run again for the images after it.
     *
     * @return whether the thread was still preparing that image
     */
    synchronized boolean abandon(TimeLimit limit) {
        if (!isPreparing || seenProgress != progress) {
            return false;
        }
        I image = images.get(results.size() + prepared.size());
        prepared.add(job.unanswered(image, limit.noAnswer()));
        isPreparing = false;
        turn++;
        pool.abandonThread();
        return true;
    }

    /** Waits until the batch is done or the time has elapsed, and returns whether it is done. */
    boolean await(Duration patience) {
        try {
            done.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException bug) {
            return true;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("unexpected interrupt", interrupted);
        }
    }

    /**
     * Waits as {@link #await}, but an interrupt only ends the wait early, and stays set for the caller of the executor: as long
     * as an image may be written, its run must not end.
     */
    boolean awaitUninterruptibly(Duration patience) {
        boolean wasInterrupted = Thread.interrupted();
        try {
            done.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException notDoneOrFailed) {
            // What is said below.
        } catch (InterruptedException interrupted) {
            wasInterrupted = true;
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return done.isDone();
    }

    /**
     * Returns the results of a batch that is done, in the images' order, without those of images that were not begun.
     */
    List<T> results() {
        try {
            return done.get();
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug.getCause());
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("unexpected interrupt", interrupted);
        }
    }

    /** Returns the images that were not begun in a batch that is done. */
    List<I> left() {
        return images.subList(results().size(), images.size());
    }
}
