package io.cowhand.image;

import io.cowhand.os.TimeLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Abandons a search if the system does not answer. The search announces each system call before it makes it. A
 * search may take hours; a single call may not.
 */
public final class SearchWatchdog {

    /** The watchdog of a search that is never abandoned. */
    static final SearchWatchdog IGNORED = new SearchWatchdog();

    /** No system call is pending: the search is computing. */
    private static final Request IDLE = new Request(Path.of(""), false);

    private volatile Request last = IDLE;
    private Request unanswered = IDLE;

    /** A pending system call; compared by identity, so each call has its own. */
    private static final class Request {
        private final Path path;
        private final boolean isFolder;

        Request(Path path, boolean isFolder) {
            this.path = path;
            this.isFolder = isFolder;
        }
    }

    /** Announces a system call for a path. */
    void awaiting(Path path) {
        last = new Request(path, false);
    }

    /** Announces that no system call is pending. */
    void idle() {
        last = IDLE;
    }

    /** Announces system calls for files in a directory, made by several threads. */
    void awaitingFileIn(Path folder) {
        last = new Request(folder, true);
    }

    /**
     * Runs a search in a thread of its own, and abandons the thread if one system call takes longer than the limit.
     *
     * @param search must not touch objects that are used after the search is abandoned
     * @return the result of the search; nothing if it was abandoned
     */
    public <T> Optional<T> watch(TimeLimit limit, Supplier<T> search) {
        FutureTask<T> task = new FutureTask<>(search::get);
        Thread thread = new Thread(task, "search");
        thread.setDaemon(true);
        thread.start();
        Duration interval = limit.interval();
        Duration silence = Duration.ZERO;
        Request heard = last;
        while (true) {
            try {
                return Optional.of(task.get(interval.toNanos(), TimeUnit.NANOSECONDS));
            } catch (TimeoutException notYet) {
                Request now = last;
                // Counted in intervals, since the time for which the program is suspended does not count.
                silence = now == heard && now != IDLE ? silence.plus(interval) : Duration.ZERO;
                heard = now;
            } catch (ExecutionException failed) {
                throw rethrown(failed);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException("this thread is never interrupted", interrupted);
            }
            if (silence.compareTo(limit.duration()) >= 0) {
                unanswered = heard;
                return Optional.empty();
            }
        }
    }

    private static RuntimeException rethrown(ExecutionException failed) {
        if (failed.getCause() instanceof Error error) {
            throw error;
        }
        return failed.getCause() instanceof RuntimeException bug ? bug : new IllegalStateException(failed);
    }

    /** Returns a message that names the file for which the system did not answer. */
    public String describeStall(TimeLimit limit) {
        String name = DisplayPath.join(Path.of(""), unanswered.path).toString();
        return (unanswered.isFolder ? "a file in the directory " + name : name) + ": no answer within " + limit;
    }
}
