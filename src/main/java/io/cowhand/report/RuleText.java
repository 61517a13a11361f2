package io.cowhand.report;

import io.cowhand.rule.HeaderRule;
import java.util.List;
import java.util.Locale;

/** Rules as text for people. */
public final class RuleText {

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

    /** Returns all about a rule. */
    public static List<String> page(HeaderRule rule) {
        return List.of(
                rule.code() + ": " + rule.severity().label() + " ["
                        + rule.origin().label() + "]",
                "",
                "Rule:         " + rule.meaning(),
                "If violated:  " + rule.enforcement().consequence() + ".",
                "What to do:   " + rule.remedy());
    }

    static String firstSentence(String text) {
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }
}
