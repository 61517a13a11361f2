package io.cowhand.expression;

/** Replaces occurrences of a text. */
final class Replacement {

    private Replacement() {}

    /** Replaces the first {@code most} occurrences, or all if that is negative; an empty text occurs between characters. */
    static String replace(String text, String sought, String replacement, long most) {
        Search.limit(text, sought.length());
        StringBuilder replaced = new StringBuilder();
        int start = 0;
        int from = 0;
        for (long count = 0; count != most && from <= text.length(); count++) {
            int found = text.indexOf(sought, from);
            if (found < 0) {
                break;
            }
            replaced.append(text, start, found).append(replacement);
            Texts.limit(replaced.length());
            start = found + sought.length();
            // Past the end after an empty occurrence there.
            from = !sought.isEmpty() ? start : start < text.length() ? text.offsetByCodePoints(start, 1) : start + 1;
        }
        replaced.append(text, start, text.length());
        Texts.limit(replaced.length());
        return replaced.toString();
    }
}
