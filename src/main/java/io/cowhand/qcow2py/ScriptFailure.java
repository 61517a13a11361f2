package io.cowhand.qcow2py;

import java.io.IOException;

/** Why a command cannot be done, as one line, with which it exits. */
final class ScriptFailure extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean isScripts;

    private ScriptFailure(String message, boolean isScripts) {
        super(message);
        this.isScripts = isScripts;
    }

    /** Something for which the script ends with a stack trace; a line on standard error stands for it. */
    ScriptFailure(String message) {
        this(message, false);
    }

    /** Something for which the script has this very message, on standard output. */
    static ScriptFailure ofScript(String message) {
        return new ScriptFailure(message, true);
    }

    boolean isScripts() {
        return isScripts;
    }
}
