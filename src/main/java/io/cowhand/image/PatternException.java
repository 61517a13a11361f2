package io.cowhand.image;

/**
 * Text that is not a pattern, a path or a URI.
 *
 * <p>Never leaves this package: reading a pattern goes several calls deep, and all of them end at the first fault.
 */
final class PatternException extends Exception {

    private static final long serialVersionUID = 1L;

    /** The message says what is wrong and, where there is something to do, what to write instead. */
    PatternException(String message) {
        super(message, null, false, false);
    }

    /** What is wrong. */
    String fault() {
        return String.valueOf(getMessage());
    }
}
