package io.cowhand.recipe;

/** Signals that a plug-in cannot be used; the message says which one, and why. */
public final class PluginException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    PluginException(String message) {
        super(message);
    }

    PluginException(String message, Throwable cause) {
        super(message, cause);
    }
}
