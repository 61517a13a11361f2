package io.cowhand.glob;

/**
 * Text that is not a pattern, a path or a URI.
 *
 * <p>Reading a pattern goes several calls deep, and all of them end at the first fault; whoever reads one makes a problem
 * of it.
 */
public final class PatternException extends Exception {

    private static final long serialVersionUID = 1L;

    /** The message says what is wrong and, where there is something to do, what to write instead. */
    public PatternException(String message) {
        super(message, null, false, false);
    }

    /** What is wrong. */
    public String fault() {
        return String.valueOf(getMessage());
    }
}
