package io.cowhand.run;

import java.time.Duration;

/**
 * Measures the time during which the program runs. Time during which it is suspended does not count as waiting for a
 * file.
 */
final class ActiveTime {

    private final Duration most;
    private Duration now = Duration.ZERO;
    private long askedAt = System.nanoTime();

    /**
     * Creates a clock that starts now.
     *
     * @param interval the interval between two calls of {@link #now}; after a much longer one, the program was
     *     suspended
     */
    ActiveTime(Duration interval) {
        this.most = interval.plus(interval);
    }

    /** Returns the active time since the start. */
    Duration now() {
        long asked = System.nanoTime();
        Duration passed = Duration.ofNanos(asked - askedAt);
        askedAt = asked;
        now = now.plus(passed.compareTo(most) < 0 ? passed : most);
        return now;
    }
}
