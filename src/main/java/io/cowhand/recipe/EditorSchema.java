package io.cowhand.recipe;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Adapts the schema of an operation to what is written in recipes: text with <code>${…}</code> may stand for a value of any
 * type. Recipes are not read with this schema, but with the operation's own, once the values are known.
 */
final class EditorSchema {

    /** What a text must contain to stand for another value; a text that only contains {@code $${} may as well. */
    private static final String EXPRESSION = "\\$\\{";

    /** The keywords of text without any restriction but its length. */
    private static final List<String> OF_FREE_TEXT = List.of("description", "type", "default", "minLength", "format");

    private EditorSchema() {}

    /** Returns the adapted schema of steps with one operation. */
    static ObjectNode of(ObjectNode operation) {
        ObjectNode adapted = operation.deepCopy();
        ObjectNode properties = adapted.withObject("/properties");
        for (var property : operation.path("properties").properties()) {
            if (!OperationSchema.COMMON.contains(property.getKey())) {
                properties.set(property.getKey(), value(property.getValue()));
            }
        }
        return adapted;
    }

    private static JsonNode value(JsonNode schema) {
        if (!(schema instanceof ObjectNode written) || isFreeText(written)) {
            return schema;
        }
        ObjectNode inner = written.deepCopy();
        for (String below : List.of("items", "additionalProperties")) {
            if (written.path(below).isObject()) {
                inner.set(below, value(written.path(below)));
            }
        }
        for (var property : written.path("properties").properties()) {
            inner.withObject("/properties").set(property.getKey(), value(property.getValue()));
        }
        ObjectNode adapted = written.objectNode();
        if (written.has("description")) {
            adapted.set("description", inner.remove("description"));
        }
        // Editors offer these; they do not look for values below a condition.
        ArrayNode examples = examples(written);
        if (!examples.isEmpty()) {
            adapted.set("examples", examples);
        }
        adapted.putObject("if").put("type", "string").put("pattern", EXPRESSION);
        adapted.putObject("then").put("type", "string");
        adapted.set("else", inner);
        return adapted;
    }

    /** Returns the values that a schema accepts, if it names them or they are the booleans. */
    private static ArrayNode examples(ObjectNode schema) {
        if (schema.path("enum") instanceof ArrayNode words) {
            return words.deepCopy();
        }
        ArrayNode examples = schema.arrayNode();
        return schema.path("type").asString("").equals("boolean")
                ? examples.add(true).add(false)
                : examples;
    }

    private static boolean isFreeText(ObjectNode schema) {
        return schema.path("type").asString("").equals("string") && OF_FREE_TEXT.containsAll(schema.propertyNames());
    }
}
