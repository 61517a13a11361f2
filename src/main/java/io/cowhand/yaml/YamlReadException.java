package io.cowhand.yaml;

/** Ends the reading of a text that cannot be read on; never leaves {@link YamlReader}. */
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
