package io.cowhand.qcow2py;

import java.io.IOException;

/**
 * Thrown if a command fails, with a message of one line.
 *
 * <p>An exception, since a header may end at any depth of reading, and the first failure ends the command.
 */
final class ScriptException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean isFromScript;

    private ScriptException(String message, boolean isFromScript) {
        super(message);
        this.isFromScript = isFromScript;
    }

    /** Creates an exception for which the script prints a stack trace; Cowhand prints one line on standard error. */
    ScriptException(String message) {
        this(message, false);
    }

    /** Creates an exception with a message that the script prints on standard output. */
    static ScriptException ofScript(String message) {
        return new ScriptException(message, true);
    }

    boolean isFromScript() {
        return isFromScript;
    }
}
