package io.cowhand.expression;

/** Finds the end of an expression in a template, without understanding more of it than braces, quotes and comments. */
final class SourceEnd {

    private final String text;
    private int at;

    private SourceEnd(String text, int start) {
        this.text = text;
        this.at = start;
    }

    /** Returns the index of the brace that closes the one before {@code start}; -1 if there is none. */
    static int find(String text, int start) {
        return new SourceEnd(text, start).find();
    }

    private int find() {
        int depth = 0;
        while (at < text.length()) {
            char character = text.charAt(at);
            if (character == '}' && depth == 0) {
                return at;
            }
            switch (character) {
                case '{' -> depth++;
                case '}' -> depth--;
                case '"', '\'' -> skipString(character);
                case '/' -> skipComment();
                default -> {}
            }
            at++;
        }
        return -1;
    }

    /** Leaves {@code at} at the last quote of a string, or at the end of the text. */
    private void skipString(char quote) {
        boolean raw = at > 0 && isRawPrefix();
        String triple = String.valueOf(quote).repeat(3);
        String close = text.startsWith(triple, at) ? triple : String.valueOf(quote);
        at += close.length();
        while (at < text.length() && !text.startsWith(close, at)) {
            at += text.charAt(at) == '\\' && !raw ? 2 : 1;
        }
        at += close.length() - 1;
    }

    /** Returns whether an r stands before the quote, with or without a b, and does not end a longer name. */
    private boolean isRawPrefix() {
        int start = at;
        while (start > 0 && Character.isJavaIdentifierPart(text.charAt(start - 1)) && at - start < 3) {
            start--;
        }
        String prefix = text.substring(start, at).toLowerCase(java.util.Locale.ROOT);
        return prefix.equals("r") || prefix.equals("br") || prefix.equals("rb");
    }

    private void skipComment() {
        if (text.startsWith("//", at)) {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end;
        }
    }
}
