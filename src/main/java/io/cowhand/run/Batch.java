package io.cowhand.run;

import io.cowhand.os.TimeLimit;
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
 * Images that one thread takes at a time, and works through until it is relieved.
 *
 * <p>Whoever waits for the results can take the work away from a thread that is stuck with an image. The thread notices
 * when it comes back: each change of the thread begins a new turn, and what is brought in under an earlier one is
 * dropped.
 */
final class Batch<I, P, T> implements Runnable {

    /** Bytes of prepared images that wait to be completed together: one may be of 2 MiB. */
    private static final long MOST_WEIGHT = 1 << 18;

    private final List<I> images;
    private final long ordinal;
    private final FleetJob<I, P, T> job;
    private final WorkerPool pool;
    private final BooleanSupplier stopped;
    private final CompletableFuture<List<T>> done = new CompletableFuture<>();

    /** Those of the images that are completed; only for the thread whose turn it is. */
    private final List<T> results;
    /** Those after them. */
    private final List<P> prepared;

    private long weight;
    private int turn;
    /** How often an image was begun or left. */
    private long progress;
    /** Whether a thread is at an image, and may be stuck with it. */
    private boolean isPreparing;

    private long seenProgress;
    private Duration seenAt = Duration.ZERO;

    /**
     * A batch that nobody has begun.
     *
     * @param ordinal the number of the first image in the run, from 1
     * @param pool knows whether another thread may be put at risk
     * @param stopped whether images that have not begun are left
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

    /** Works through the images, or through those that another thread has left. */
    @Override
    public void run() {
        int mine = turn();
        try {
            work(mine);
        } catch (RuntimeException | Error bug) {
            fail(mine, bug);
        }
        if (!isTurn(mine)) {
            pool.takeBackThread();
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
                TimeLimit.NO_ANSWER,
                "not looked at, as too many files do not answer: " + WorkerPool.MOST_STUCK + " before this one");
    }

    private synchronized int turn() {
        return turn;
    }

    private synchronized boolean isTurn(int mine) {
        return turn == mine;
    }

    /** The next image; nothing after the last one, and where the turn is over. */
    private synchronized Optional<I> next(int mine) {
        if (turn != mine) {
            return Optional.empty();
        }
        int next = results.size() + prepared.size();
        // What has begun is finished, unless that may take very long.
        boolean isLeft = (next == 0 || turn > 0) && stopped.getAsBoolean();
        if (isLeft || next == images.size()) {
            return Optional.empty();
        }
        progress++;
        isPreparing = true;
        return Optional.of(images.get(next));
    }

    /** Adds a prepared image, if its turn is not over, and returns what all weigh that wait to be completed. */
    private synchronized long add(int mine, P ready) {
        if (turn != mine) {
            return 0;
        }
        isPreparing = false;
        prepared.add(ready);
        weight += job.weight(ready);
        return weight;
    }

    /** Nothing is being prepared, so that nobody takes the turn away meanwhile. */
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

    /** Returns how long a thread has been at the same image, as far as anybody has looked. */
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
     * Gives up the image at which a thread has been for that long; the batch has to be run again for those after it.
     *
     * @return whether the thread was at it still
     */
    synchronized boolean giveUp(TimeLimit limit) {
        if (!isPreparing || seenProgress != progress) {
            return false;
        }
        I image = images.get(results.size() + prepared.size());
        prepared.add(job.unanswered(image, limit.noAnswer()));
        isPreparing = false;
        turn++;
        pool.giveUpThread();
        return true;
    }

    /** Waits until the batch is done, but not for longer than that; returns whether it is. */
    boolean await(Duration patience) {
        try {
            done.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException bug) {
            return true;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("nobody interrupts this thread", interrupted);
        }
    }

    /** Returns the results of a batch that is done, in the images' order; there are none of images that were left. */
    List<T> results() {
        try {
            return done.get();
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug.getCause());
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("nobody interrupts this thread", interrupted);
        }
    }

    /** Returns the images of a batch that is done that were not begun. */
    List<I> left() {
        return images.subList(results().size(), images.size());
    }
}
