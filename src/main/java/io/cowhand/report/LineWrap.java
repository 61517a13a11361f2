package io.cowhand.report;

import java.util.ArrayList;
import java.util.List;

/** Wraps lines of text at the width of a terminal, at words; colours take no columns. */
public final class LineWrap {

    /** Columns by which the rest of a line is indented further than its beginning. */
    private static final int INDENT = 4;

    /** What trees are drawn with; the rest of a line continues the branches that go on below it. */
    private static final String BRANCHES = "│├└─";

    private LineWrap() {}

    /**
     * Returns a line in pieces that fit into a number of columns. The rest of a line is indented; a word that is wider
     * than the terminal stays whole, so that it can be copied.
     */
    public static List<String> wrap(String line, int columns) {
        return wrap(line, columns, start(line) + INDENT);
    }

    /**
     * Returns a line in pieces that fit into a number of columns.
     *
     * @param rest the columns by which the rest of the line is indented
     */
    public static List<String> wrap(String line, int columns, int rest) {
        if (line.length() <= columns / 2 || TextWidth.of(line) <= columns) {
            return List.of(line);
        }
        int start = start(line);
        String indent = (below(line.substring(0, start)) + " ".repeat(Math.max(0, rest - start)))
                .substring(0, Math.min(rest, columns / 2));
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder(line.substring(0, start));
        int width = start;
        boolean hasWord = false;
        for (int at = start; at < line.length(); ) {
            int word = at;
            while (word < line.length() && line.charAt(word) == ' ') {
                word++;
            }
            int end = word;
            while (end < line.length() && line.charAt(end) != ' ') {
                end++;
            }
            int wordWidth = TextWidth.of(line.substring(word, end));
            if (hasWord && width + (word - at) + wordWidth > columns) {
                pieces.add(piece.toString());
                piece = new StringBuilder(indent).append(line, word, end);
                width = indent.length() + wordWidth;
            } else {
                piece.append(line, at, end);
                width += word - at + wordWidth;
            }
            hasWord = true;
            at = end;
        }
        pieces.add(piece.toString());
        return pieces;
    }

    private static int start(String line) {
        int start = 0;
        while (start < line.length() && (line.charAt(start) == ' ' || BRANCHES.indexOf(line.charAt(start)) >= 0)) {
            start++;
        }
        return start;
    }

    private static String below(String start) {
        return start.replace('├', '│').replace('└', ' ').replace('─', ' ');
    }
}
