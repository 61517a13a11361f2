package io.cowhand.run;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A pool of threads that replaces those that wait for a file that does not answer.
 *
 * <p>The threads are daemons, and nothing waits for their end, so that a stuck thread does not keep the program from
 * ending.
 */
final class WorkerPool {

    /**
     * The maximum number of stuck threads: enough for a few dead files among many, and few enough that a fleet with
     * many images on a dead mount soon ends.
     */
    static final int MOST_STUCK = 64;

    private final int threads;
    private final AtomicInteger stuck = new AtomicInteger();
    private final ThreadPoolExecutor executor;
    private int slow;

    /** Creates a pool with a number of threads. */
    WorkerPool(int threads) {
        this.threads = threads;
        // With an unbounded queue, the number of threads never exceeds the core size.
        this.executor = new ThreadPoolExecutor(
                threads, Integer.MAX_VALUE, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "worker");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Executes work as soon as a thread is free. */
    void execute(Runnable work) {
        executor.execute(work);
    }

    /** Accepts no further work. */
    void shutdown() {
        executor.shutdown();
    }

    /** Records that a stuck thread is abandoned. */
    void abandonThread() {
        stuck.incrementAndGet();
    }

    /** Records that an abandoned thread has returned. */
    void threadReturned() {
        stuck.decrementAndGet();
    }

    /** Returns whether so many threads are stuck that no further one may be risked. */
    boolean isExhausted() {
        return stuck.get() >= MOST_STUCK;
    }

    /**
     * Adds threads until as many work as in the beginning.
     *
     * @param waiting the number of threads that have waited for a while but are not abandoned
     */
    void replace(int waiting) {
        int given = stuck.get();
        slow = Math.min(waiting, Math.max(0, MOST_STUCK - given));
        int wanted = threads + given + slow;
        if (wanted != executor.getCorePoolSize()) {
            executor.setCorePoolSize(wanted);
        }
    }

    /** Returns the number of threads that are replaced because they have waited for a while, but are not abandoned. */
    int slow() {
        return slow;
    }
}
