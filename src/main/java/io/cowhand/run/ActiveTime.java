package io.cowhand.run;

import java.time.Duration;

/**
 * The time that has passed while the program ran. What was suspended for an hour has not waited for its files that long,
 * and nobody could have answered it.
 */
final class ActiveTime {

    private final Duration most;
    private Duration now = Duration.ZERO;
    private long askedAt = System.nanoTime();

    /**
     * Time that begins now.
     *
     * @param interval how often it is asked for; where that is long ago, the program did not run all the while
     */
    ActiveTime(Duration interval) {
        this.most = interval.multipliedBy(2);
    }

    /** Returns the time that has passed since the beginning. */
    Duration now() {
        long asked = System.nanoTime();
        Duration passed = Duration.ofNanos(asked - askedAt);
        askedAt = asked;
        now = now.plus(passed.compareTo(most) < 0 ? passed : most);
        return now;
    }
}
