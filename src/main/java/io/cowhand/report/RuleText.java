package io.cowhand.report;

import io.cowhand.rule.HeaderRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Rules as text for people. */
public final class RuleText {

    /** The width of the column of labels. */
    private static final int LABEL = 14;

    private RuleText() {}

    /** Returns a rule's code, severity, origin and first sentence on one line. */
    public static String line(HeaderRule rule) {
        return String.format(
                Locale.ROOT,
                "%-36s %-8s %-8s %s",
                rule.code(),
                rule.severity().label(),
                rule.origin().label(),
                firstSentence(rule.meaning()));
    }

    /**
     * Returns all about a rule.
     *
     * @param columns the width at which text is wrapped
     */
    public static List<String> page(HeaderRule rule, int columns) {
        List<String> lines = new ArrayList<>(List.of(
                rule.code() + ": " + rule.severity().label() + " ["
                        + rule.origin().label() + "]",
                ""));
        Stream.of(
                        "Rule:         " + rule.meaning(),
                        "If violated:  " + rule.enforcement().consequence() + ".",
                        "What to do:   " + rule.remedy())
                .forEach(line -> lines.addAll(LineWrap.wrap(line, columns, LABEL)));
        return lines;
    }

    static String firstSentence(String text) {
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }
}
