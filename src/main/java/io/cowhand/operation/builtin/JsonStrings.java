package io.cowhand.operation.builtin;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Searches the strings of a JSON text, in which escapes such as {@code \/} may disguise a path. */
final class JsonStrings {

    private JsonStrings() {}

    /** Returns whether a string of the JSON text contains {@code wanted}, up to the first syntax error. */
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
