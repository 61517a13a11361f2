package io.cowhand.report;

/** Colours of a terminal, or none. */
public enum Style {
    /** No colours. */
    PLAIN(false),
    /** ANSI colours. */
    COLOURED(true);

    private final boolean coloured;

    Style(boolean coloured) {
        this.coloured = coloured;
    }

    /** What is as it shall be. */
    public String good(String text) {
        return in(32, text);
    }

    /** What somebody should look at. */
    public String warning(String text) {
        return in(33, text);
    }

    /** What went wrong. */
    public String bad(String text) {
        return in(31, text);
    }

    private String in(int colour, String text) {
        return coloured ? "\u001b[" + colour + "m" + text + "\u001b[0m" : text;
    }
}
