package io.cowhand.report;

import io.cowhand.problem.Severity;

/** Whether text is coloured. */
public enum Style {
    /** Without colours. */
    PLAIN(false),
    /** With ANSI colours. */
    COLOURED(true);

    /** Cyan, yellow, green, magenta, blue, red. */
    private static final int[] SHADES = {36, 33, 32, 35, 34, 31};

    private final boolean coloured;

    Style(boolean coloured) {
        this.coloured = coloured;
    }

    /** Returns a text in the colour of success. */
    public String good(String text) {
        return in(32, text);
    }

    /** Returns a text in the colour of a warning. */
    public String warning(String text) {
        return in(33, text);
    }

    /** Returns a text in the colour of a failure. */
    public String bad(String text) {
        return in(31, text);
    }

    /** Returns a text about a problem in the colour of its severity. */
    String of(Severity severity, String text) {
        return switch (severity) {
            case ERROR -> bad(text);
            case WARNING -> warning(text);
            case NOTICE -> text;
        };
    }

    /** Returns a text in one of several colours; consecutive numbers have different ones. */
    String shade(int number, String text) {
        return in(SHADES[number % SHADES.length], text);
    }

    private String in(int colour, String text) {
        return coloured ? "\u001b[" + colour + "m" + text + "\u001b[0m" : text;
    }
}
