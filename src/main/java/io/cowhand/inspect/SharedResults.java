package io.cowhand.inspect;

import io.cowhand.os.TimeLimit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Results that several threads need, each computed by the first of them while the others wait. A thread whose computation
 * never returns keeps the others waiting once, and nobody who asks later.
 */
final class SharedResults<K, V> {

    private final Function<K, V> computation;
    private final V unanswered;
    private final int most;
    private final long patience;
    private final Map<K, FutureTask<V>> results = new ConcurrentHashMap<>();

    /**
     * Creates an empty cache.
     *
     * @param computation computes a result; must not ask this cache
     * @param unanswered stands for the result of a computation that takes too long
     * @param most how many results are remembered
     * @param limit how long a computation may take; others wait for half of it, so that they are not given up themselves
     */
    SharedResults(Function<K, V> computation, V unanswered, int most, TimeLimit limit) {
        this.computation = computation;
        this.unanswered = unanswered;
        this.most = most;
        this.patience = limit.duration().toNanos() / 2;
    }

    /** Returns the result for a key. */
    V get(K key) {
        FutureTask<V> task = results.get(key);
        if (task == null) {
            if (results.size() >= most) {
                results.clear();
            }
            FutureTask<V> own = new FutureTask<>(() -> computation.apply(key));
            FutureTask<V> other = results.putIfAbsent(key, own);
            task = other == null ? own : other;
            if (other == null) {
                own.run();
            }
        }
        try {
            return task.get(patience, TimeUnit.NANOSECONDS);
        } catch (TimeoutException stuck) {
            FutureTask<V> none = new FutureTask<>(() -> unanswered);
            none.run();
            results.replace(key, task, none);
            return unanswered;
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("this thread is never interrupted", interrupted);
        }
    }
}
