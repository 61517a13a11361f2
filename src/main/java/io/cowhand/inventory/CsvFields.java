package io.cowhand.inventory;

/**
 * Finds the places of fields in the text of CSV records, of which the parser does not tell. Used for messages alone.
 */
final class CsvFields {

    private final CharSequence text;

    CsvFields(CharSequence text) {
        this.text = text;
    }

    /** Returns where a field of the first record begins; the field must exist. */
    int start(int field) {
        int at = 0;
        for (int i = 0; i < field; i++) {
            at = end(at) + 1;
        }
        return at;
    }

    /** Returns whether a field begins with a quote. */
    boolean isQuoted(int field) {
        int start = start(field);
        return start < text.length() && text.charAt(start) == '"';
    }

    /** Returns the character after a closing quote that must not be there, or the opening quote that has no closing one. */
    int broken() {
        int at = 0;
        while (true) {
            int end = end(at);
            if (end >= text.length() || !isEnd(text.charAt(end))) {
                return end >= text.length() ? at : end;
            }
            at = end + 1;
        }
    }

    /** Returns the separator after a field, or the character after its closing quote that is none. */
    private int end(int start) {
        int at = start;
        if (at < text.length() && text.charAt(at) == '"') {
            at++;
            while (at < text.length() && (text.charAt(at) != '"' || isDoubled(at))) {
                at += text.charAt(at) == '"' ? 2 : 1;
            }
            at++;
            while (at < text.length() && Character.isWhitespace(text.charAt(at)) && !isEnd(text.charAt(at))) {
                at++;
            }
            return at;
        }
        while (at < text.length() && !isEnd(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private boolean isDoubled(int quote) {
        return quote + 1 < text.length() && text.charAt(quote + 1) == '"';
    }

    private static boolean isEnd(char character) {
        return character == ',' || character == '\n' || character == '\r';
    }
}
