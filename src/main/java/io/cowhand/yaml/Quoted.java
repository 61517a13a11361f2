package io.cowhand.yaml;

import java.util.List;

/** Words of a recipe as messages show them. */
public final class Quoted {

    /** Enough to recognise a value; a recipe may hold megabytes in one. */
    private static final int LONGEST = 80;

    /** As many words as a line holds. */
    private static final int MOST = 12;

    private Quoted() {}

    /** In quotes, shortened; control characters stay, as escaping is up to who prints. */
    public static String text(String text) {
        return '"' + shortened(text) + '"';
    }

    /** Shortened. */
    public static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST / 2)) + "…";
    }

    /** The first line, shortened. */
    static String firstLine(String text) {
        int end = text.indexOf('\n');
        String line = end < 0 ? text : text.substring(0, end);
        return line.length() <= 3 * LONGEST ? line : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…";
    }

    /** The words with commas; only the first ones where there are many. */
    public static String list(List<String> words) {
        String shown = String.join(", ", words.subList(0, Math.min(words.size(), MOST)));
        return words.size() > MOST ? shown + ", …" : shown;
    }

    /** The first sentence, without its full stop. */
    public static String firstSentence(String text) {
        int end = text.indexOf(". ");
        String sentence = end < 0 ? text : text.substring(0, end);
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
