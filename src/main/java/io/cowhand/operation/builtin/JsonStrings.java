package io.cowhand.operation.builtin;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Looks into the strings of a JSON text, where a path may hide behind escapes such as {@code \/}. */
final class JsonStrings {

    private JsonStrings() {}

    /** Whether a string of the JSON text holds {@code wanted}; of a text that breaks off, the part before counts. */
    static boolean contain(String json, String wanted) {
        try (JsonParser parser = JsonFactory.builder().build().createParser(ObjectReadContext.empty(), json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING && parser.getString().contains(wanted)) {
                    return true;
                }
            }
            return false;
        } catch (JacksonException notJson) {
            return false;
        }
    }
}
