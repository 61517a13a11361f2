package io.cowhand.problem;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * One thing that is wrong.
 *
 * @param code a stable name for the rule, in kebab case
 * @param severity how much it matters
 * @param origin who sets the rule
 * @param location where it is
 * @param message a sentence that says what is wrong and how to fix it, if that is possible; not escaped, so it
 *     may hold any character of an image's names
 */
public record Problem(String code, Severity severity, Origin origin, Location location, String message) {

    /** Checks for null, which a plug-in could pass. */
    public Problem {
        Objects.requireNonNull(code, "the code of a problem is null");
        Objects.requireNonNull(severity, "the severity of a problem is null");
        Objects.requireNonNull(origin, "the origin of a problem is null");
        Objects.requireNonNull(location, "the location of a problem is null");
        Objects.requireNonNull(message, "the message of a problem is null");
    }

    /** Returns a problem of Cowhand's own caution or of the system, about an image as a whole. */
    public static Problem error(String code, String message) {
        return new Problem(code, Severity.ERROR, Origin.COWHAND, Location.NOWHERE, message);
    }

    /** Returns an error of Cowhand's own caution about one part of a header; the value may be {@code ""} for none. */
    public static Problem error(String code, String field, String value, String message) {
        return error(code, field, Value.of(value), message);
    }

    /** Returns an error of Cowhand's own caution about one part of a header. */
    public static Problem error(String code, String field, Value value, String message) {
        return new Problem(
                code,
                Severity.ERROR,
                Origin.COWHAND,
                new Location.InHeader(field, OptionalLong.empty(), value),
                message);
    }

    /** Returns a warning of Cowhand's own caution or of the system, about an image as a whole. */
    public static Problem warning(String code, String message) {
        return new Problem(code, Severity.WARNING, Origin.COWHAND, Location.NOWHERE, message);
    }

    /** Returns a warning of Cowhand's own caution about one part of a header; the value may be {@code ""} for none. */
    public static Problem warning(String code, String field, String value, String message) {
        return warning(code, field, Value.of(value), message);
    }

    /** Returns a warning of Cowhand's own caution about one part of a header. */
    public static Problem warning(String code, String field, Value value, String message) {
        return new Problem(
                code,
                Severity.WARNING,
                Origin.COWHAND,
                new Location.InHeader(field, OptionalLong.empty(), value),
                message);
    }

    /** Returns an error in a recipe's text. */
    public static Problem inText(String code, String file, int line, int column, String pointer, String message) {
        return new Problem(
                code, Severity.ERROR, Origin.COWHAND, new Location.InText(file, line, column, pointer), message);
    }

    /** Returns whether this is an error. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /**
     * Returns the problem in one line, unescaped: {@code file:line:col: pointer: message} in a text; otherwise the message, and
     * who sets the rule unless it is Cowhand.
     */
    @Override
    public String toString() {
        if (location instanceof Location.InText at) {
            String pointer = at.pointer().isEmpty() ? "" : at.pointer() + ": ";
            return at.file() + ":" + at.line() + ":" + at.column() + ": " + pointer + message;
        }
        return origin == Origin.COWHAND ? message : message + " [" + origin.label() + "]";
    }
}
