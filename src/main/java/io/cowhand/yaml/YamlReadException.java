package io.cowhand.yaml;

/**
 * Thrown where a text cannot be read further; never leaves {@link YamlReader}.
 *
 * <p>An exception, since it has to leave the parser, which calls {@link BoundedComposer} back.
 */
final class YamlReadException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String code;
    private final transient Position place;

    YamlReadException(String code, Position place, String message) {
        super(message, null, false, false);
        this.code = code;
        this.place = place;
    }

    String code() {
        return code;
    }

    Position place() {
        return place;
    }
}
