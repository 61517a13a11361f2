package io.cowhand.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Strings of images, paths and recipes in Markdown: always as code, in which no dialect sees markup, HTML, links, mentions
 * or emoji. A code span cannot stand in a table, whose cells end at any {@code |}.
 */
final class MarkdownText {

    /** Characters of a string that are shown, so that one hostile name does not fill the report. */
    private static final int LONGEST = 500;
    /** The fewest backticks around a block of code. */
    private static final int FENCE = 3;

    private MarkdownText() {}

    /** Returns a string as a code span. */
    static String code(String text) {
        String shown = clipped(Escaped.plain(text));
        String fence = "`".repeat(longestRun(shown) + 1);
        boolean isPadded = shown.isBlank() || isEdge(shown.charAt(0)) || isEdge(shown.charAt(shown.length() - 1));
        return isPadded ? fence + " " + shown + " " + fence : fence + shown + fence;
    }

    /** Returns whether a space is needed between this character and the backticks beside it. */
    private static boolean isEdge(char character) {
        return character == '`' || character == ' ';
    }

    /** Returns lines, which must be escaped, as a block of code. */
    static List<String> block(List<String> lines) {
        List<String> shown = lines.stream().map(MarkdownText::clipped).toList();
        int longest = shown.stream().mapToInt(MarkdownText::longestRun).max().orElse(0);
        String fence = "`".repeat(Math.max(FENCE, longest + 1));
        List<String> block = new ArrayList<>();
        block.add(fence + "text");
        block.addAll(shown);
        block.add(fence);
        return block;
    }

    /** Returns the first names of images: {@code `a.qcow2`, `b.qcow2`, …}. */
    static String names(ImageNames images) {
        return images.first().stream().map(MarkdownText::code).collect(Collectors.joining(", "))
                + (images.isComplete() ? "" : ", …");
    }

    private static String clipped(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end) + "…";
    }

    private static int longestRun(String text) {
        int longest = 0;
        int run = 0;
        for (int at = 0; at < text.length(); at++) {
            run = text.charAt(at) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
