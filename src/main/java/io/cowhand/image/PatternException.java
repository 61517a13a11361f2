package io.cowhand.image;

/**
 * Thrown for a text that is not a pattern, a path or a URI.
 *
 * <p>Never leaves this package. An exception, as parsers of the JDK throw one: it ends the calls of a recursive parser
 * at the first fault.
 */
final class PatternException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Creates an exception with a message that says what is wrong and, if possible, what to write instead. */
    PatternException(String message) {
        super(message, null, false, false);
    }

    /** Returns what is wrong. */
    String fault() {
        return String.valueOf(getMessage());
    }
}
