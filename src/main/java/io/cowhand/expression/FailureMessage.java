package io.cowhand.expression;

import dev.cel.runtime.CelEvaluationException;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Failures of evaluations in plain English. */
final class FailureMessage {

    /** How CEL tells the place, which it has nowhere else. */
    private static final Pattern PLACE = Pattern.compile("^evaluation error at [^:]*:(\\d+): ");

    private FailureMessage() {}

    static Evaluation.Failed of(CelEvaluationException failure) {
        String message = String.valueOf(failure.getMessage());
        Matcher place = PLACE.matcher(message);
        boolean placed = place.find();
        return new Evaluation.Failed(
                placed ? message.substring(place.end()) : message,
                placed ? OptionalInt.of(Integer.parseInt(place.group(1))) : OptionalInt.empty());
    }
}
