package io.cowhand.run;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of a run, with others in the place of those that wait for a file that does not answer.
 *
 * <p>They are daemons, and nothing waits for their end: one that is stuck must not keep the program from ending.
 */
final class WorkerPool {

    /**
     * Threads that may be stuck at a time. Enough for a few dead files among many, and so few that the whole fleet's share
     * on a dead mount is through soon.
     */
    static final int MOST_STUCK = 64;

    private final int threads;
    private final AtomicInteger stuck = new AtomicInteger();
    private final ThreadPoolExecutor executor;
    private int slow;

    /** Begins with so many threads. */
    WorkerPool(int threads) {
        this.threads = threads;
        // With a queue that has no bound, there are never more than the first number says.
        this.executor = new ThreadPoolExecutor(
                threads, Integer.MAX_VALUE, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "worker");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Works on something as soon as a thread is free. */
    void execute(Runnable work) {
        executor.execute(work);
    }

    /** Begins nothing any more. */
    void shutdown() {
        executor.shutdown();
    }

    /** Notes that nobody waits for a thread any longer. */
    void abandonThread() {
        stuck.incrementAndGet();
    }

    /** Notes that such a thread is back. */
    void threadReturned() {
        stuck.decrementAndGet();
    }

    /** Returns whether so many threads are stuck that no further one may be put at risk. */
    boolean isExhausted() {
        return stuck.get() >= MOST_STUCK;
    }

    /**
     * Sees to it that as many threads work as there were in the beginning.
     *
     * @param waiting how many threads have waited for a while, but are not given up
     */
    void replace(int waiting) {
        int given = stuck.get();
        slow = Math.min(waiting, Math.max(0, MOST_STUCK - given));
        int wanted = threads + given + slow;
        if (wanted != executor.getCorePoolSize()) {
            executor.setCorePoolSize(wanted);
        }
    }

    /** Returns how many threads are replaced because they have waited for a while, but are not given up. */
    int slow() {
        return slow;
    }
}
