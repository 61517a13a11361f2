package io.cowhand.expression;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Failures of evaluations in plain English. */
final class FailureMessage {

    /** How CEL tells the place, which it has nowhere else. */
    private static final Pattern PLACE = Pattern.compile("evaluation error(?: at [^:]*:(\\d+))?: (.*)", Pattern.DOTALL);

    private static final Pattern KEY = Pattern.compile("key '(.*)' is not present in map\\.", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile("Error resolving field '(.*)'\\. .*", Pattern.DOTALL);
    private static final Pattern INDEX = Pattern.compile("Index out of bounds: (.*)");
    private static final Pattern NUMBER = Pattern.compile("For input string: \"(.*?)\".*", Pattern.DOTALL);
    private static final Pattern TWICE = Pattern.compile("duplicate map key \\[(.*)]", Pattern.DOTALL);
    private static final Pattern FUNCTION =
            Pattern.compile("No matching overload for function '([^']*)'.*", Pattern.DOTALL);

    private FailureMessage() {}

    /**
     * Returns the failure.
     *
     * @param mappings the names before the dots and brackets of the expression, by their offsets
     */
    static Evaluation.Failed of(CelEvaluationException failure, Map<Integer, String> mappings) {
        Matcher placed = PLACE.matcher(String.valueOf(failure.getMessage()));
        String message = placed.matches() ? placed.group(2) : String.valueOf(failure.getMessage());
        OptionalInt offset = placed.matches() && placed.group(1) != null
                ? OptionalInt.of(Integer.parseInt(placed.group(1)))
                : OptionalInt.empty();
        if (failure.getCause() instanceof EvaluationFailure own) {
            return new Evaluation.Failed(own.fault(), offset);
        }
        String where = offset.isPresent() && mappings.containsKey(offset.getAsInt())
                ? mappings.get(offset.getAsInt()) + " has"
                : "there is";
        return new Evaluation.Failed(message(failure.getErrorCode(), message, where), offset);
    }

    private static String message(CelErrorCode code, String message, String where) {
        return switch (code) {
            case ATTRIBUTE_NOT_FOUND -> missing(message, where);
            case INDEX_OUT_OF_BOUNDS -> where + " no element " + first(INDEX, message);
            case DIVIDE_BY_ZERO -> "division by zero";
            case NUMERIC_OVERFLOW -> "the result is too large; expressions can only use numbers from -2^63 to 2^63-1";
            case BAD_FORMAT ->
                NUMBER.matcher(message).matches()
                        ? Quoted.of(first(NUMBER, message)) + " is not a number"
                        : "a text cannot be converted: " + Quoted.shortened(message);
            case ITERATION_BUDGET_EXCEEDED -> "the macros make more than " + Limits.ROUNDS + " rounds";
            case DUPLICATE_ATTRIBUTE -> "the key " + Quoted.of(first(TWICE, message)) + " stands twice in a mapping";
            case OVERLOAD_NOT_FOUND ->
                first(FUNCTION, message).replace("_", "").replace("@", "")
                        + " does not take values of the types that it gets here";
            default -> Quoted.shortened(message);
        };
    }

    /** CEL has a sentence for a key after a dot, and the key alone for one in brackets. */
    private static String missing(String message, String where) {
        if (FIELD.matcher(message).matches()) {
            return "a value that is no mapping has no key " + Quoted.of(first(FIELD, message));
        }
        return where + " no key " + Quoted.of(first(KEY, message));
    }

    /** Returns the first group of a pattern, or the text itself if the pattern does not match. */
    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.matches() ? matcher.group(1) : text;
    }
}
