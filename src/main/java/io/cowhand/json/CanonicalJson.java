package io.cowhand.json;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes values in the canonical form of RFC 8785, so that equal values have equal digests, but whole numbers with all
 * their digits, since those of a header have up to 64 bits.
 *
 * <p>By hand, since a digest is computed for each image: a generator of Jackson allocates buffers that take longer to
 * create than to fill.
 */
public final class CanonicalJson {

    private static final int LAST_CONTROL = 0x1f;
    private static final int TYPICAL_LENGTH = 512;

    private CanonicalJson() {}

    /** Returns a {@link String}, {@link Number}, {@link Boolean}, null, or a list or mapping of them. */
    public static String of(@Nullable Object value) {
        StringBuilder text = new StringBuilder(TYPICAL_LENGTH);
        append(text, value);
        return text.toString();
    }

    private static void append(StringBuilder text, @Nullable Object value) {
        if (value instanceof String string) {
            quote(text, string);
        } else if (value instanceof List<?> list) {
            text.append('[');
            for (int i = 0; i < list.size(); i++) {
                text.append(i == 0 ? "" : ",");
                append(text, list.get(i));
            }
            text.append(']');
        } else if (value instanceof Map<?, ?> map) {
            append(text, map);
        } else {
            text.append(value);
        }
    }

    /** Appends the members in the order of the UTF-16 units of their names (RFC 8785, section 3.2.3). */
    private static void append(StringBuilder text, Map<?, ?> map) {
        String[] names = map.keySet().toArray(String[]::new);
        Arrays.sort(names);
        text.append('{');
        for (int i = 0; i < names.length; i++) {
            text.append(i == 0 ? "" : ",");
            quote(text, names[i]);
            text.append(':');
            append(text, map.get(names[i]));
        }
        text.append('}');
    }

    private static boolean isPlain(String string) {
        for (int i = 0; i < string.length(); i++) {
            char unit = string.charAt(i);
            if (unit <= LAST_CONTROL || unit == '"' || unit == '\\') {
                return false;
            }
        }
        return true;
    }

    private static void quote(StringBuilder text, String string) {
        if (isPlain(string)) {
            text.append('"').append(string).append('"');
            return;
        }
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char unit = string.charAt(i);
            switch (unit) {
                case '"', '\\' -> text.append('\\').append(unit);
                case '\b' -> text.append("\\b");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\f' -> text.append("\\f");
                case '\r' -> text.append("\\r");
                default -> {
                    if (unit > LAST_CONTROL) {
                        text.append(unit);
                    } else {
                        text.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                    }
                }
            }
        }
        text.append('"');
    }
}
