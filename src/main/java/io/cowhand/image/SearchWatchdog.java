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
 * The signs of life of a search: before it asks the system for anything it says for what, so that whoever waits for the
 * search sees that it gets on and, where it does not, what keeps it. A search may take hours, but no answer may.
 */
public final class SearchWatchdog {

    /** Of a search that nobody waits for. */
    static final SearchWatchdog IGNORED = new SearchWatchdog();

    /** Nothing is asked for: what takes long then is work. */
    private static final Request IDLE = new Request(Path.of(""), false);

    private volatile Request last = IDLE;
    private Request unanswered = IDLE;

    /** Something that the system is asked for; each time another one, as these are compared by identity. */
    private static final class Request {
        private final Path path;
        private final boolean isFolder;

        Request(Path path, boolean isFolder) {
            this.path = path;
            this.isFolder = isFolder;
        }
    }

    /** Notes that the system is going to be asked for a path. */
    void awaiting(Path path) {
        last = new Request(path, false);
    }

    /** Notes that all is answered. */
    void idle() {
        last = IDLE;
    }

    /** Notes that the system is going to be asked for files in a folder, for several at a time. */
    void awaitingFileIn(Path folder) {
        last = new Request(folder, true);
    }

    /**
     * Runs a search in a thread of its own, and gives the thread up where the search shows no sign of life for too long.
     *
     * @param search must not touch anything that is used after it was given up
     * @return what the search returns; nothing, where it was given up
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
                // Counted by looks: while the program is suspended, nobody could have answered it.
                silence = now == heard && now != IDLE ? silence.plus(interval) : Duration.ZERO;
                heard = now;
            } catch (ExecutionException failed) {
                throw rethrown(failed);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException("nobody interrupts this thread", interrupted);
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

    /** Returns what is wrong after a search was given up: which file does not answer. */
    public String describeStall(TimeLimit limit) {
        String name = DisplayPath.join(Path.of(""), unanswered.path).toString();
        return (unanswered.isFolder ? "a file in the directory " + name : name) + ": no answer within " + limit;
    }
}
