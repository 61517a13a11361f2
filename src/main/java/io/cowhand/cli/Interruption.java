package io.cowhand.cli;

import io.cowhand.fleet.Cancellation;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a run gracefully on Ctrl-C or SIGTERM: the images in flight are completed and reported before the program exits.
 */
final class Interruption {

    private static final long PATIENCE_SECONDS = 5;

    private final CountDownLatch reported = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean bug;

    /**
     * Handles signals until {@link #close}.
     *
     * @param stop stops the run from beginning further images
     * @param writes whether images in flight may be written, in which case the wait for them has no limit; a command
     *     that only reads may be waiting for a file that never answers
     * @param terminal is flushed before the program exits
     */
    Interruption(Cancellation stop, Terminal terminal, boolean writes) {
        hook = new Thread(() -> {
            stop.cancel();
            try {
                if (writes) {
                    reported.await();
                } else {
                    reported.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                }
            } catch (InterruptedException impatient) {
                Thread.currentThread().interrupt();
            }
            terminal.flush();
            // Otherwise, the JVM would derive the exit code from the signal.
            Runtime.getRuntime().halt((bug ? ExitCode.BUG : ExitCode.INTERRUPTED).code());
        });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** What a signal interrupts. */
    @FunctionalInterface
    interface Work {
        ExitCode run() throws IOException;
    }

    /** Runs a command until it is done or interrupted. An {@link IOException} means that the state directory cannot be used. */
    static ExitCode handle(Cancellation stop, Terminal terminal, boolean writes, Work work) {
        Interruption interruption = new Interruption(stop, terminal, writes);
        ExitCode code = ExitCode.BUG;
        try {
            code = work.run();
        } catch (IOException unusable) {
            terminal.message(String.valueOf(unusable.getMessage()));
            code = ExitCode.STATE_UNUSABLE;
        } finally {
            interruption.close(code);
        }
        return code;
    }

    /** Records that the run is reported, and would exit with this code without a signal. */
    void close(ExitCode code) {
        bug = code == ExitCode.BUG;
        reported.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The program is already exiting; the hook continues.
        }
    }
}
