package io.cowhand.recipe;

import io.cowhand.expression.ValueType;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The types of values that the schema of an argument accepts.
 *
 * @param types the types; all of them if the schema names none
 */
record AcceptedTypes(Set<ValueType> types) {

    /** Returns the types that a schema accepts, by its keyword {@code type}: a name, or a list of names. */
    static AcceptedTypes of(JsonNode schema) {
        JsonNode names = schema.path("type");
        Set<ValueType> types = EnumSet.noneOf(ValueType.class);
        if (names.isArray()) {
            names.forEach(name -> types.add(type(name.asString(""))));
        } else if (!names.isMissingNode()) {
            types.add(type(names.asString("")));
        }
        return new AcceptedTypes(types.isEmpty() ? EnumSet.allOf(ValueType.class) : types);
    }

    private static ValueType type(String name) {
        return switch (name) {
            case "string" -> ValueType.TEXT;
            case "integer", "number" -> ValueType.NUMBER;
            case "boolean" -> ValueType.BOOLEAN;
            case "array" -> ValueType.LIST;
            case "object" -> ValueType.MAPPING;
            default -> ValueType.ANY;
        };
    }

    /** Returns whether an expression of a type may give one of these. */
    boolean include(ValueType type) {
        return type == ValueType.ANY || types.contains(ValueType.ANY) || types.contains(type);
    }

    /** Returns why an expression of a type gives none of these. */
    String message(ValueType type) {
        String wanted = types.stream().map(ValueType::words).collect(Collectors.joining(" or "));
        boolean hasText = type == ValueType.NUMBER || type == ValueType.BOOLEAN;
        String hint = types.contains(ValueType.TEXT) && hasText ? "; string(…) makes text of it" : "";
        return "the expression gives " + type.words() + "; " + wanted + " is needed" + hint;
    }
}
