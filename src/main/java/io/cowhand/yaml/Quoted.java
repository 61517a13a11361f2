package io.cowhand.yaml;

import java.util.List;

/** Formats texts of a document for messages. */
public final class Quoted {

    /** Enough to recognise a value, which may have megabytes. */
    private static final int LONGEST = 80;

    /** The most words of a list. */
    private static final int MOST = 12;

    private Quoted() {}

    /** Returns a text in quotes, shortened. Control characters stay, since the output escapes them. */
    public static String text(String text) {
        return '"' + shortened(text) + '"';
    }

    /** Returns a text, shortened. */
    public static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST / 2)) + "…";
    }

    /** Returns the first line, shortened. */
    static String firstLine(String text) {
        int end = text.indexOf('\n');
        String line = end < 0 ? text : text.substring(0, end);
        return line.length() <= 3 * LONGEST ? line : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…";
    }

    /** Returns words separated by commas; only the first of many. */
    public static String list(List<String> words) {
        String shown = String.join(", ", words.subList(0, Math.min(words.size(), MOST)));
        return words.size() > MOST ? shown + ", …" : shown;
    }

    /** Returns the first sentence, without its full stop. */
    public static String firstSentence(String text) {
        int end = text.indexOf(". ");
        String sentence = end < 0 ? text : text.substring(0, end);
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
