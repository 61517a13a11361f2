package io.cowhand.expression;

/** Values in messages. */
final class Quoted {

    private Quoted() {}

    /** Returns a text in quotes, and only its beginning if it is very long. */
    static String of(String text) {
        return '"' + shortened(text) + '"';
    }

    /** Returns a text, and only its beginning if it is very long. */
    static String shortened(String text) {
        return text.length() <= Limits.QUOTED
                ? text
                : text.substring(0, Limits.QUOTED) + "… (" + text.length() + " characters)";
    }
}
