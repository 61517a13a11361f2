package io.cowhand.os;

import io.cowhand.problem.Problem;
import java.time.Duration;
import java.util.Optional;

/**
 * How long the system may take to answer before nobody waits for it any longer: a network mount whose server is dead, or a
 * FIFO that nobody writes to, may never answer, and the call cannot be interrupted.
 *
 * @param duration longer than zero
 */
public record TimeLimit(Duration duration) {

    /** Longer than a server takes to start again, and shorter than people wait for a command. */
    public static final TimeLimit DEFAULT = new TimeLimit(Duration.ofSeconds(60));

    /** Checks that there is any time at all. */
    public TimeLimit {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("a time limit of " + duration);
        }
    }

    /** Returns the limit that a text such as {@code 500ms}, {@code 30s}, {@code 2m} or {@code 1h} says, unless it says none. */
    public static Optional<TimeLimit> parse(String text) {
        // By hand, as a regular expression takes a millisecond of the program's start.
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

    /** Returns the shorter one of both. */
    public TimeLimit atMost(TimeLimit other) {
        return duration.compareTo(other.duration) <= 0 ? this : other;
    }

    /** Returns how often to look whether something has answered: the limit is exceeded by little, and looking costs little. */
    public Duration interval() {
        Duration often = duration.dividedBy(8);
        Duration seldom = Duration.ofSeconds(1);
        return often.compareTo(seldom) < 0 ? often.plusMillis(1) : seldom;
    }

    /** Returns the problem that a file has not answered. */
    public Problem noAnswer() {
        return Problem.error(ProblemCode.NO_ANSWER, "no answer within " + this);
    }

    /** Returns the limit for people: {@code 60 s}, {@code 500 ms}. */
    @Override
    public String toString() {
        return duration.toMillisPart() == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
