package io.cowhand.expression;

import java.util.ArrayList;
import java.util.List;

/** What the functions for texts do. Positions count code points, as CEL's do. */
final class Texts {

    private static final int CASE = 'a' - 'A';

    private Texts() {}

    static long length(String text) {
        return text.codePointCount(0, text.length());
    }

    static String charAt(String text, long at) {
        return at == length(text) ? "" : substring(text, at, at + 1);
    }

    static String substring(String text, long from, long to) {
        if (from > to) {
            throw new EvaluationFailure("a part of a text cannot begin at " + from + " and end at " + to);
        }
        int start = index(text, from);
        return text.substring(start, index(text, to));
    }

    /** Returns the position of the first occurrence at or after another position; -1 if there is none. */
    static long indexOf(String text, String sought, long from) {
        Search.limit(text, sought.length());
        return position(text, text.indexOf(sought, index(text, from)));
    }

    /** Returns the position of the last occurrence at or before another position; -1 if there is none. */
    static long lastIndexOf(String text, String sought, long from) {
        Search.limit(text, sought.length());
        return position(text, text.lastIndexOf(sought, index(text, from)));
    }

    private static long position(String text, int index) {
        return index < 0 ? -1 : text.codePointCount(0, index);
    }

    private static int index(String text, long position) {
        if (position < 0 || position > length(text)) {
            throw new EvaluationFailure(
                    "there is no position " + position + " in a text of " + length(text) + " characters");
        }
        return text.offsetByCodePoints(0, (int) position);
    }

    static String join(List<?> texts, String separator) {
        StringBuilder joined = new StringBuilder();
        for (Object each : texts) {
            if (!(each instanceof String text)) {
                throw new EvaluationFailure("join() takes a list of texts; one element is " + TypeWords.of(each));
            }
            joined.append(joined.isEmpty() && each == texts.get(0) ? "" : separator)
                    .append(text);
            limit(joined.length());
        }
        return joined.toString();
    }

    static void limit(long length) {
        if (length > Limits.TEXT) {
            throw new EvaluationFailure("the text becomes too long; limit is " + Limits.TEXT + " characters");
        }
    }

    /** Splits at a separator, or into characters if that is empty; into at most {@code most} parts unless negative. */
    static List<String> split(String text, String separator, long most) {
        Search.limit(text, separator.length());
        List<String> parts = new ArrayList<>();
        if (most == 0) {
            return parts;
        }
        int start = 0;
        while (parts.size() != most - 1) {
            int end = separator.isEmpty() ? nextCharacter(text, start) : text.indexOf(separator, start);
            if (end < 0) {
                break;
            }
            parts.add(text.substring(start, end));
            start = end + separator.length();
        }
        if (!separator.isEmpty() || start < text.length()) {
            parts.add(text.substring(start));
        }
        return parts;
    }

    private static int nextCharacter(String text, int at) {
        return at >= text.length() ? -1 : text.offsetByCodePoints(at, 1);
    }

    static String lowerAscii(String text) {
        return text.chars()
                .map(each -> each >= 'A' && each <= 'Z' ? each + CASE : each)
                .collect(StringBuilder::new, (out, each) -> out.append((char) each), StringBuilder::append)
                .toString();
    }

    static String upperAscii(String text) {
        return text.chars()
                .map(each -> each >= 'a' && each <= 'z' ? each - CASE : each)
                .collect(StringBuilder::new, (out, each) -> out.append((char) each), StringBuilder::append)
                .toString();
    }
}
