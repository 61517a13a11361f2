package io.cowhand.yaml;

/**
 * Finds the place in the text from which a code point of a scalar's value comes.
 *
 * <p>Repeats what the parser does with the text of one scalar, since the parser keeps only where a scalar starts. It
 * runs only when a problem inside a scalar is reported, so a document carries one number per scalar for it.
 */
final class ScalarScan {

    private final int[] text;
    private int wanted;
    private int found = -1;
    private int end;

    private ScalarScan(int[] text, int wanted) {
        this.text = text;
        this.wanted = wanted;
    }

    /**
     * Returns an index in the text.
     *
     * @param start where the scalar starts, or its anchor or tag
     * @param value the value of the scalar, not empty
     * @param offset a code point of the value; its length stands for the end of the last one
     */
    static int indexOf(int[] text, int start, String value, int offset) {
        boolean isEnd = offset > 0 && offset == value.codePointCount(0, value.length());
        ScalarScan scan = new ScalarScan(text, isEnd ? offset - 1 : offset);
        scan.scalar(scan.afterProperties(start), value);
        int found = isEnd ? scan.end : scan.found;
        return scan.found < 0 ? start : found;
    }

    private void scalar(int start, String value) {
        switch (text[start]) {
            case '|', '>' -> block(start, value);
            case '"', '\'' -> flow(start + 1, text[start]);
            default -> flow(start, 0);
        }
    }

    /** Returns the index after anchors, tags, and the white space and comments behind them. */
    private int afterProperties(int start) {
        int at = start;
        while (text[at] == '&' || text[at] == '!') {
            while (!isWhite(at)) {
                at++;
            }
            at = afterWhite(at);
            while (text[at] == '#') {
                at = afterWhite(lineEnd(at));
            }
        }
        return at;
    }

    /** Scans a plain scalar, or the inside of a quoted one. */
    private void flow(int start, int quote) {
        int at = start;
        while (found < 0 && at < text.length) {
            if (isWhite(at)) {
                at = folded(at);
            } else if (quote == '"' && text[at] == '\\') {
                at = escape(at);
            } else {
                at = emit(at, at + (quote == '\'' && text[at] == '\'' ? 2 : 1));
            }
        }
    }

    /** Scans white space: without line breaks it stands for itself, otherwise for the breaks, or one space. */
    private int folded(int start) {
        int end = afterWhite(start);
        int first = nextBreak(start, end);
        if (first == end) {
            for (int at = start; at < end; at++) {
                emit(at, at + 1);
            }
            return end;
        }
        int next = afterBreak(first);
        if (isKept(first) || nextBreak(next, end) == end) {
            emit(first, next);
        }
        return breaks(next, end);
    }

    /** Scans the line breaks up to an index. */
    private int breaks(int start, int end) {
        for (int at = nextBreak(start, end); at < end; at = nextBreak(at, end)) {
            at = emit(at, afterBreak(at));
        }
        return end;
    }

    private int escape(int at) {
        if (isBreak(at + 1)) {
            int next = afterBreak(at + 1);
            return breaks(next, afterWhite(next));
        }
        return emit(
                at,
                switch (text[at + 1]) {
                    case 'x' -> at + 4;
                    case 'u' -> at + (isPair(at) ? 12 : 6);
                    case 'U' -> at + 10;
                    default -> at + 2;
                });
    }

    /** Returns whether two escapes are the surrogates of one code point. */
    private boolean isPair(int at) {
        return Character.isHighSurrogate(unit(at)) && Character.isLowSurrogate(unit(at + 6));
    }

    private char unit(int at) {
        boolean isEscape = at + 6 <= text.length && text[at] == '\\' && text[at + 1] == 'u';
        return isEscape ? (char) Integer.parseInt(new String(text, at + 2, 4), 16) : 0;
    }

    private void block(int start, String value) {
        int at = afterBreak(lineEnd(start));
        int indent = indent(at, value);
        at = breaks(at, content(at, indent));
        while (found < 0 && at < text.length) {
            int line = at;
            while (at < text.length && !isBreak(at)) {
                at = emit(at, at + 1);
            }
            int next = at < text.length ? content(afterBreak(at), indent) : at;
            boolean folds = text[start] == '>' && isText(line) && isText(next) && column(next) == indent;
            if (folds && !isKept(at)) {
                int second = nextBreak(afterBreak(at), next);
                if (second == next) {
                    emit(at, afterBreak(at));
                }
                at = breaks(second, next);
            } else {
                at = breaks(at, next);
            }
        }
    }

    /**
     * Returns by how much a block is indented: its first character that is no white space stands in the text further
     * right than in the value.
     */
    private int indent(int start, String value) {
        int[] points = value.codePoints().toArray();
        int first = new ScalarScan(points, 0).afterWhite(0);
        int at = afterWhite(start);
        boolean isBlank = first == points.length || at == text.length;
        return isBlank ? 0 : column(at) - new ScalarScan(points, 0).column(first);
    }

    /** Returns where the next line begins that is not empty, after its indentation. */
    private int content(int start, int indent) {
        int at = start;
        while (true) {
            int line = at;
            while (at < text.length && at - line < indent && text[at] == ' ') {
                at++;
            }
            if (at >= text.length || !isBreak(at)) {
                return at;
            }
            at = afterBreak(at);
        }
    }

    private int column(int index) {
        int at = index;
        while (at > 0 && !isBreak(at - 1)) {
            at--;
        }
        return index - at;
    }

    private int emit(int from, int to) {
        if (wanted-- == 0) {
            found = from;
            end = to;
        }
        return to;
    }

    private int afterWhite(int start) {
        int at = start;
        while (at < text.length && isWhite(at)) {
            at++;
        }
        return at;
    }

    private int lineEnd(int start) {
        return nextBreak(start, text.length);
    }

    private int nextBreak(int start, int end) {
        int at = start;
        while (at < end && !isBreak(at)) {
            at++;
        }
        return at;
    }

    private int afterBreak(int at) {
        boolean isPair = at + 1 < text.length && text[at] == '\r' && text[at + 1] == '\n';
        return Math.min(text.length, at + (isPair ? 2 : 1));
    }

    private boolean isText(int at) {
        return at < text.length && !isWhite(at);
    }

    private boolean isWhite(int at) {
        return text[at] == ' ' || text[at] == '\t' || isBreak(at);
    }

    /** Returns whether there is a line break of YAML 1.1, which the parser implements. */
    private boolean isBreak(int at) {
        return text[at] == '\n' || text[at] == '\r' || text[at] == 0x85 || isKept(at);
    }

    /** Returns whether there is a line break that stays itself and is not folded. */
    private boolean isKept(int at) {
        return text[at] == 0x2028 || text[at] == 0x2029;
    }
}
