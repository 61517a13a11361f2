package io.cowhand.expression;

import java.util.Locale;

/** Passes over the source of an expression, without its strings and comments, and without understanding more of it. */
final class SourceScanner {

    private final String text;
    private int at;

    SourceScanner(String text, int start) {
        this.text = text;
        this.at = start;
    }

    /** Returns the index of the next character outside of strings and comments; -1 at the end. */
    int next() {
        while (at < text.length()) {
            char character = text.charAt(at);
            if (character == '"' || character == '\'') {
                skipString(character);
            } else if (text.startsWith("//", at)) {
                skipComment();
            } else {
                return at++;
            }
        }
        return -1;
    }

    private void skipString(char quote) {
        boolean raw = isRawPrefix();
        String triple = String.valueOf(quote).repeat(3);
        String close = text.startsWith(triple, at) ? triple : String.valueOf(quote);
        at += close.length();
        while (at < text.length() && !text.startsWith(close, at)) {
            at += text.charAt(at) == '\\' && !raw ? 2 : 1;
        }
        at += close.length();
    }

    /** Returns whether an r stands before the quote, with or without a b, and does not end a longer name. */
    private boolean isRawPrefix() {
        int start = at;
        while (start > 0 && Character.isJavaIdentifierPart(text.charAt(start - 1)) && at - start < 3) {
            start--;
        }
        String prefix = text.substring(start, at).toLowerCase(Locale.ROOT);
        return prefix.equals("r") || prefix.equals("br") || prefix.equals("rb");
    }

    private void skipComment() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
    }
}
