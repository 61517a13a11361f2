package io.cowhand.spark;

import java.util.function.Supplier;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;

/** An inventory cannot be read. */
final class UnreadableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnreadableException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Returns what a call returns that reads something.
     *
     * @throws UnreadableException if Spark cannot read it
     */
    static <T> T whileReading(String what, Supplier<T> read) {
        try {
            return read.get();
        } catch (Exception failed) {
            // Scala's methods do not declare their exceptions.
            Throwable cause = failed;
            while (cause != null && !(cause instanceof SparkException) && !(cause instanceof AnalysisException)) {
                cause = cause.getCause();
            }
            if (cause == null) {
                throw failed;
            }
            throw new UnreadableException(what + " cannot be read: " + firstLine(cause), failed);
        }
    }

    private static String firstLine(Throwable failed) {
        return String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
    }
}
