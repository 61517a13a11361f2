package io.cowhand.expression;

/** Finds the end of an expression in a template. */
final class SourceEnd {

    private SourceEnd() {}

    /** Returns the index of the brace that closes the one before {@code start}; -1 if there is none. */
    static int find(String text, int start) {
        SourceScanner scanner = new SourceScanner(text, start);
        int depth = 0;
        for (int at = scanner.next(); at >= 0; at = scanner.next()) {
            char character = text.charAt(at);
            if (character == '}' && depth == 0) {
                return at;
            }
            depth += character == '{' ? 1 : character == '}' ? -1 : 0;
        }
        return -1;
    }
}
