package io.cowhand.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Lets a run end in order on Ctrl-C or SIGTERM: the images in flight are finished and reported before the program goes.
 */
final class Interruption {

    private final CountDownLatch reported = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean bug;

    /**
     * Watches until {@link #close}.
     *
     * @param stop makes the run begin no further image
     * @param terminal what was reported there is flushed before the program goes
     */
    Interruption(Runnable stop, Terminal terminal) {
        hook = new Thread(() -> {
            stop.run();
            try {
                reported.await();
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
