package io.cowhand.schema;

import io.cowhand.yaml.Quoted;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Words violations by values of the right type. */
final class ValueMessage {

    private ValueMessage() {}

    static String notOneOf(JsonNode allowed, JsonNode value, String written) {
        List<String> words = words(allowed);
        return given(value, written) + " is not one of " + Quoted.list(words)
                + (value.isString() ? hint(value, words) : "");
    }

    private static String hint(JsonNode value, List<String> words) {
        return NearestName.hint(value.stringValue(), words);
    }

    /** Returns a message such as {@code must be from 0 to 63, not 64}, whichever bound is exceeded. */
    static String range(JsonNode schema, String written) {
        return "must be " + bounds(schema) + ", not " + Quoted.shortened(written);
    }

    /** Returns bounds such as {@code from 0 to 63}; {@code ""} if the schema sets none. */
    static String bounds(JsonNode schema) {
        JsonNode least = schema.path("minimum");
        JsonNode most = schema.path("maximum");
        if (!least.isMissingNode() && !most.isMissingNode()) {
            return "from " + shown(least) + " to " + shown(most);
        }
        List<String> bounds = new ArrayList<>();
        bound(bounds, "at least ", least);
        bound(bounds, "more than ", schema.path("exclusiveMinimum"));
        bound(bounds, "at most ", most);
        bound(bounds, "less than ", schema.path("exclusiveMaximum"));
        return String.join(" and ", bounds);
    }

    private static void bound(List<String> bounds, String word, JsonNode bound) {
        if (!bound.isMissingNode()) {
            bounds.add(word + shown(bound));
        }
    }

    /** Returns the message for a limit on a length or size. */
    static String length(String keyword, JsonNode limit) {
        String what = keyword.endsWith("Length") ? "characters" : keyword.endsWith("Items") ? "entries" : "keys";
        String count = shown(limit);
        if (keyword.startsWith("max")) {
            return "must have at most " + count + " " + what;
        }
        return count.equals("1") ? "must not be empty" : "must have at least " + count + " " + what;
    }

    /** Returns a value of a document for messages; numbers and the like as they are written. */
    static String given(JsonNode value, String written) {
        boolean asWritten = value.isNumber() || value.isBoolean() || (value.isNull() && !written.isEmpty());
        return asWritten ? Quoted.shortened(written) : shown(value);
    }

    /** Returns a value of a schema as a document would have it. */
    static String shown(JsonNode value) {
        if (value.isContainer()) {
            return value.isArray() ? "a list" : "a mapping";
        }
        return value.isString() ? Quoted.text(value.stringValue()) : word(value);
    }

    private static String word(JsonNode value) {
        return value.isNull() ? "nothing" : value.asString();
    }

    static List<String> words(JsonNode values) {
        List<String> words = new ArrayList<>();
        values.forEach(value -> words.add(word(value)));
        return words;
    }
}
