package io.cowhand.cli;

import io.cowhand.fleet.Cancellation;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a run end in order on Ctrl-C or SIGTERM: the images in flight are finished and reported before the program goes.
 */
final class Interruption {

    private static final long PATIENCE_SECONDS = 5;

    private final CountDownLatch reported = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean bug;

    /**
     * Watches until {@link #close}.
     *
     * @param stop makes the run begin no further image
     * @param writes whether images in flight may be being written, so that they are waited for as long as it takes; what
     *     only reads may be waiting for a file that never answers
     * @param terminal what was reported there is flushed before the program goes
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
            // Otherwise the JVM would choose the code by the signal.
            Runtime.getRuntime().halt((bug ? ExitCode.BUG : ExitCode.INTERRUPTED).code());
        });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** The run is reported and would end with this code, were it not interrupted. */
    void close(ExitCode code) {
        bug = code == ExitCode.BUG;
        reported.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The program is ending already; the hook goes on from here.
        }
    }
}
