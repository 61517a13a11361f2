package io.cowhand.spark;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;

/** What Spark says about a failure. */
final class SparkFailure {

    private SparkFailure() {}

    /** Returns an exception and its causes, from the outside in. */
    static Stream<Throwable> causes(Throwable failed) {
        return Stream.iterate(failed, Objects::nonNull, Throwable::getCause);
    }

    /** Returns the exception of Spark among an exception and its causes. */
    static Optional<Throwable> in(Throwable failed) {
        return causes(failed)
                .filter(each -> each instanceof SparkException || each instanceof AnalysisException)
                .findFirst();
    }

    /** Returns the first line of a message; those after it show where in Spark it happened. */
    static String firstLine(Throwable failed) {
        return String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
    }
}
