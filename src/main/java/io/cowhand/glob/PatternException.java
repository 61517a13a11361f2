package io.cowhand.glob;

/**
 * Thrown for a text that is not a pattern, a path or a URI.
 *
 * <p>An exception, as parsers of the JDK throw one: it ends the calls of a recursive parser at the first fault. Callers
 * report it as a problem.
 */
public final class PatternException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Creates an exception with a message that says what is wrong and, if possible, what to write instead. */
    public PatternException(String message) {
        super(message, null, false, false);
    }

    /** Returns what is wrong. */
    public String fault() {
        return String.valueOf(getMessage());
    }
}
