package io.cowhand.report;

import java.util.Locale;

/** Strings of images, paths and recipes, made harmless for a terminal. */
public final class Escaped {

    private Escaped() {}

    /** The text with every character escaped that is not for display. */
    public static String plain(String text) {
        return escape(text, false);
    }

    /** The text between double quotes; quotes and backslashes in it are escaped too. */
    public static String quoted(String text) {
        return '"' + escape(text, true) + '"';
    }

    /** Whether a character does something to a terminal, or to the text around it, instead of being seen. */
    static boolean isUnseen(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    private static String escape(String text, boolean quotes) {
        for (int at = 0; at < text.length(); at++) {
            if (!isPlain(text.charAt(at))) {
                return escapeEach(text, quotes);
            }
        }
        return text;
    }

    /** Whether a character needs no escape for sure, which is so for all of most texts. */
    private static boolean isPlain(char character) {
        return character >= ' ' && character < 0x7f && character != '"' && character != '\\';
    }

    private static String escapeEach(String text, boolean quotes) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            if (quotes && (codePoint == '"' || codePoint == '\\')) {
                escaped.append('\\').append((char) codePoint);
            } else if (isUnseen(codePoint)) {
                escaped.append(escape(codePoint));
            } else {
                escaped.appendCodePoint(codePoint);
            }
            at += Character.charCount(codePoint);
        }
        return escaped.toString();
    }

    private static String escape(int codePoint) {
        return switch (codePoint) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> {
                if (codePoint < 0x100) {
                    yield String.format(Locale.ROOT, "\\x%02x", codePoint);
                }
                yield String.format(Locale.ROOT, codePoint < 0x10000 ? "\\u%04x" : "\\U%08x", codePoint);
            }
        };
    }
}
