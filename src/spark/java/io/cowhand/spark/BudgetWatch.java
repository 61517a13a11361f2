package io.cowhand.spark;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Checks at regular intervals whether a stage must stop, and stops it once. */
final class BudgetWatch implements AutoCloseable {

    private static final long INTERVAL_MILLIS = 200;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "cowhand-budget");
        thread.setDaemon(true);
        return thread;
    });

    private boolean isStopped;

    BudgetWatch(BooleanSupplier isExceeded, Runnable stop) {
        timer.scheduleWithFixedDelay(
                () -> {
                    if (!isStopped && isExceeded.getAsBoolean()) {
                        isStopped = true;
                        stop.run();
                    }
                },
                INTERVAL_MILLIS,
                INTERVAL_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
