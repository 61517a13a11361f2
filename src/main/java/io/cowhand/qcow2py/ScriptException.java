package io.cowhand.qcow2py;

import java.io.IOException;

/** Why a command cannot be done, as one line, with which it exits. */
final class ScriptException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean isFromScript;

    private ScriptException(String message, boolean isFromScript) {
        super(message);
        this.isFromScript = isFromScript;
    }

    /** Something for which the script ends with a stack trace; a line on standard error stands for it. */
    ScriptException(String message) {
        this(message, false);
    }

    /** Something for which the script has this very message, on standard output. */
    static ScriptException ofScript(String message) {
        return new ScriptException(message, true);
    }

    boolean isFromScript() {
        return isFromScript;
    }
}
