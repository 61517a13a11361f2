package io.cowhand.fleet;

import java.time.Duration;

/**
 * How to inspect images.
 *
 * @param recursive whether a directory stands for all images below it
 * @param timeout the time that a file has to answer; longer than zero
 */
public record InspectOptions(boolean recursive, Duration timeout) {

    /** Without recursion, and with a minute for each file. */
    public static final InspectOptions USUAL = new InspectOptions(false, Duration.ofSeconds(60));

    /**
     * Checks the time limit.
     *
     * @throws IllegalArgumentException if it is not longer than zero
     */
    public InspectOptions {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("the time limit must be longer than zero");
        }
    }
}
