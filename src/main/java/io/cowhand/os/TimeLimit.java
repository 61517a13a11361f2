package io.cowhand.os;

import io.cowhand.problem.CommonCode;
import io.cowhand.problem.Problem;
import java.time.Duration;
import java.util.Optional;

/**
 * A time limit for system calls. A call on a network mount whose server is dead, or on a FIFO without a writer, may
 * never return and cannot be interrupted.
 *
 * @param duration the limit, longer than zero
 */
public record TimeLimit(Duration duration) {

    /** The default: longer than a server takes to restart, and shorter than users wait for a command. */
    public static final TimeLimit DEFAULT = new TimeLimit(Duration.ofSeconds(60));

    /** Checks that the duration is positive. */
    public TimeLimit {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("time limit is not positive: " + duration);
        }
    }

    /**
     * Parses a limit such as {@code 500ms}, {@code 30s}, {@code 2m} or {@code 1h}; returns nothing if the text is
     * malformed.
     */
    public static Optional<TimeLimit> parse(String text) {
        // By hand, since a regular expression would delay the program's start by a millisecond.
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        if (digits == 0 || digits > Limits.DURATION_DIGITS) {
            return Optional.empty();
        }
        long count = Long.parseLong(text.substring(0, digits));
        Duration duration = switch (text.substring(digits)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ZERO;
        };
        return duration.isZero() ? Optional.empty() : Optional.of(new TimeLimit(duration));
    }

    /** Returns the shorter of the two. */
    public TimeLimit atMost(TimeLimit other) {
        return duration.compareTo(other.duration) <= 0 ? this : other;
    }

    /**
     * Returns the interval at which to poll for an answer: short compared with the limit, but long enough to be cheap.
     */
    public Duration interval() {
        // Not dividedBy, which loads BigDecimal in every start.
        Duration often = Duration.ofMillis(duration.toMillis() / 8);
        Duration seldom = Duration.ofSeconds(1);
        return often.compareTo(seldom) < 0 ? often.plusMillis(1) : seldom;
    }

    /** Returns the problem of a file that does not answer. */
    public Problem noAnswer() {
        return Problem.error(CommonCode.NO_ANSWER, "no answer within " + this);
    }

    /** Returns the limit for display, such as {@code 60 s} or {@code 500 ms}. */
    @Override
    public String toString() {
        return duration.toMillisPart() == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
