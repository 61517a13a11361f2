package io.cowhand.fleet;

import java.time.Duration;
import java.util.Optional;

/**
 * How to inspect images.
 *
 * @param recursive whether a directory stands for all images below it
 * @param timeout the time that a file has to answer; longer than zero
 * @param where an expression: images for which it is false are left out
 * @param select the expressions whose values are wanted: {@code path, size / 1024 as kib}
 */
public record InspectOptions(boolean recursive, Duration timeout, Optional<String> where, Optional<String> select) {

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

    /** Creates options without expressions. */
    public InspectOptions(boolean recursive, Duration timeout) {
        this(recursive, timeout, Optional.empty(), Optional.empty());
    }
}
