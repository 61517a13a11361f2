package io.cowhand.report;

import io.cowhand.run.InspectQueryParsing.Mistake;
import java.util.List;

/** What is wrong with a query, as text for people. */
public final class QueryMistakeText {

    /** A longer expression is not shown: a caret below it would not be seen on one screen. */
    private static final int LONGEST = 200;

    private QueryMistakeText() {}

    /** Returns the message, and below it the text with a caret at what is wrong. */
    public static List<String> lines(Mistake mistake) {
        String message = "--" + Escaped.plain(mistake.toString());
        if (mistake.offset().isEmpty() || mistake.text().length() > LONGEST) {
            return List.of(message);
        }
        String text = mistake.text();
        String before =
                text.substring(0, text.offsetByCodePoints(0, mistake.offset().getAsInt()));
        return List.of(
                message, "  " + Escaped.plain(text), "  " + " ".repeat(TextWidth.of(Escaped.plain(before))) + "^");
    }
}
