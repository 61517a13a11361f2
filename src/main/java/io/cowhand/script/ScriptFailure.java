package io.cowhand.script;

import java.io.IOException;

/** Something for which the script ends with a stack trace: what it is, in a line. */
final class ScriptFailure extends IOException {
    private static final long serialVersionUID = 1L;

    ScriptFailure(String message) {
        super(message);
    }
}
