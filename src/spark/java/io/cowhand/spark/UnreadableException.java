package io.cowhand.spark;

import java.util.Optional;
import java.util.function.Supplier;

/** An inventory, results or their images cannot be read. */
final class UnreadableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnreadableException(String message) {
        super(message);
    }

    UnreadableException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Returns what a call returns that reads something.
     *
     * @throws UnreadableException if Spark cannot read it
     */
    static <T> T whileReading(String what, Supplier<T> read) {
        return unless(what + " cannot be read", read);
    }

    /**
     * Returns what a call returns.
     *
     * @param failure what it means if Spark fails
     * @throws UnreadableException if Spark fails
     */
    static <T> T unless(String failure, Supplier<T> call) {
        try {
            return call.get();
        } catch (Exception failed) {
            // Scala's methods do not declare their exceptions.
            Optional<Throwable> cause = SparkFailure.in(failed);
            if (cause.isEmpty()) {
                throw failed;
            }
            throw new UnreadableException(failure + ": " + SparkFailure.firstLine(cause.get()), failed);
        }
    }
}
