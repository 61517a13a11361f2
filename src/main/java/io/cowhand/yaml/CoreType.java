package io.cowhand.yaml;

import java.util.Optional;
import org.yaml.snakeyaml.nodes.Tag;

/** The types of plain scalars in YAML 1.2's core schema (specification 1.2.2, section 10.3.2). */
public enum CoreType {
    NULL(Tag.NULL),
    BOOLEAN(Tag.BOOL),
    INTEGER(Tag.INT),
    FLOAT(Tag.FLOAT),
    TEXT(Tag.STR);

    private final Tag tag;

    CoreType(Tag tag) {
        this.tag = tag;
    }

    Tag tag() {
        return tag;
    }

    /** Returns the type of a tag; nothing for any other tag. */
    public static Optional<CoreType> of(Tag tag) {
        for (CoreType type : values()) {
            if (type.tag.equals(tag)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** Returns why a scalar is not text although text may be meant, and how to write it as text. */
    public String quotingHint(String written) {
        String shown = Quoted.shortened(written);
        return switch (this) {
            case NULL ->
                written.isEmpty() ? "no value is given" : shown + " means no value here: quote it (\"" + shown + "\")";
            case BOOLEAN -> shown + " is a boolean here: quote it (\"" + shown + "\")";
            case INTEGER, FLOAT -> shown + " is a number here: quote it (\"" + shown + "\")";
            case TEXT -> Quoted.text(written) + " is text here";
        };
    }

    /**
     * Returns the type of a plain scalar.
     *
     * <p>Differs from the specification in one point: a number with leading zeros ({@code 010}, {@code 007.5}) is text,
     * since it is more often an identifier than a number, and YAML 1.1 reads it as octal.
     */
    public static CoreType of(String plain) {
        return switch (plain) {
            case "", "~", "null", "Null", "NULL" -> NULL;
            case "true", "True", "TRUE", "false", "False", "FALSE" -> BOOLEAN;
            case ".nan", ".NaN", ".NAN" -> FLOAT;
            default -> ofNumber(plain);
        };
    }

    private static CoreType ofNumber(String plain) {
        if (plain.startsWith("0o") || plain.startsWith("0x")) {
            int radix = plain.charAt(1) == 'o' ? 8 : 16;
            int end = digits(plain, 2, radix);
            return end > 2 && end == plain.length() ? INTEGER : TEXT;
        }
        int start = plain.charAt(0) == '-' || plain.charAt(0) == '+' ? 1 : 0;
        switch (plain.substring(start)) {
            case ".inf", ".Inf", ".INF" -> {
                return FLOAT;
            }
            default -> {
                return ofDecimal(plain, start);
            }
        }
    }

    private static CoreType ofDecimal(String plain, int start) {
        int whole = digits(plain, start, 10);
        if (whole - start > 1 && plain.charAt(start) == '0') {
            return TEXT;
        }
        if (whole == plain.length()) {
            return whole > start ? INTEGER : TEXT;
        }
        int at = whole;
        if (plain.charAt(at) == '.') {
            at = digits(plain, at + 1, 10);
            if (whole == start && at == whole + 1) {
                return TEXT;
            }
        } else if (whole == start) {
            return TEXT;
        }
        if (at < plain.length() && (plain.charAt(at) == 'e' || plain.charAt(at) == 'E')) {
            at++;
            if (at < plain.length() && (plain.charAt(at) == '-' || plain.charAt(at) == '+')) {
                at++;
            }
            int end = digits(plain, at, 10);
            return end > at && end == plain.length() ? FLOAT : TEXT;
        }
        return at == plain.length() ? FLOAT : TEXT;
    }

    /** Returns the end of the ASCII digits that start at {@code from}. */
    private static int digits(String text, int from, int radix) {
        int at = from;
        while (at < text.length() && text.charAt(at) < 0x80 && Character.digit(text.charAt(at), radix) >= 0) {
            at++;
        }
        return at;
    }
}
