package io.cowhand.recipe;

/** Ends the reading of a text that cannot be read on; never leaves {@link YamlReader}. */
final class SourceRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String code;
    private final transient Place place;

    SourceRefused(String code, Place place, String message) {
        super(message, null, false, false);
        this.code = code;
        this.place = place;
    }

    String code() {
        return code;
    }

    Place place() {
        return place;
    }
}
