package io.cowhand.cli;

/** Signals that a plug-in cannot be used; the message says which one, and why. */
final class PluginException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PluginException(String message) {
        super(message);
    }

    PluginException(String message, Throwable cause) {
        super(message, cause);
    }
}
