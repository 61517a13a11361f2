package io.cowhand.expression;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.types.CelType;
import dev.cel.common.values.NullValue;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** CEL's types in plain English. */
final class TypeWords {

    private static final Pattern ELEMENTS = Pattern.compile("list\\((?!dyn)(.*)\\)");

    private TypeWords() {}

    /** Returns the type of a value as part of a sentence. */
    static String of(Object value) {
        if (value instanceof String) {
            return of("string");
        }
        if (value instanceof Long || value instanceof UnsignedLong) {
            return of("int");
        }
        if (value instanceof Double) {
            return of("double");
        }
        if (value instanceof Boolean) {
            return of("bool");
        }
        if (value instanceof List) {
            return of("list");
        }
        if (value instanceof Map) {
            return of("map");
        }
        return value instanceof NullValue ? of("null_type") : "a value of another type";
    }

    /** Returns a type as part of a sentence. */
    static String of(CelType type) {
        return of(type.name());
    }

    /** Returns the type with a name of CEL's as part of a sentence, with the type of its elements. */
    static String full(String name) {
        Matcher elements = ELEMENTS.matcher(name);
        return elements.matches() ? of(name) + " of which each element is " + of(elements.group(1)) : of(name);
    }

    /** Returns the type with a name of CEL's as part of a sentence. */
    static String of(String name) {
        return switch (name.replaceFirst("\\(.*", "")) {
            case "string" -> "text";
            case "int" -> "a number";
            case "uint" -> "an unsigned number";
            case "double" -> "a number with a fraction";
            case "bool" -> "true or false";
            case "list" -> "a list";
            case "map" -> "a mapping";
            case "bytes" -> "bytes";
            case "null_type", "null" -> "null";
            case "type" -> "a type";
            case "google.protobuf.Duration" -> "a duration";
            case "google.protobuf.Timestamp" -> "a time";
            case "dyn", "any" -> "any value";
            default -> name;
        };
    }
}
