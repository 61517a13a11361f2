package io.cowhand.report;

import io.cowhand.json.Printable;
import java.util.Locale;

/** Escapes strings of images, paths and recipes, so that they do no harm to a terminal. */
public final class Escaped {

    private Escaped() {}

    /** Returns a text with all characters escaped that are not printable. */
    public static String plain(String text) {
        return escape(text, false);
    }

    /** Returns a text in double quotes, with its quotes and backslashes escaped as well. */
    public static String quoted(String text) {
        return '"' + escape(text, true) + '"';
    }

    private static String escape(String text, boolean quotes) {
        for (int at = 0; at < text.length(); at++) {
            if (!isPlain(text.charAt(at))) {
                return escapeEach(text, quotes);
            }
        }
        return text;
    }

    /** Returns whether a character certainly needs no escape; most texts have only such characters. */
    private static boolean isPlain(char character) {
        return character >= ' ' && character < 0x7f && character != '"' && character != '\\';
    }

    private static String escapeEach(String text, boolean quotes) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            if (quotes && (codePoint == '"' || codePoint == '\\')) {
                escaped.append('\\').append((char) codePoint);
            } else if (!Printable.is(codePoint)) {
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
