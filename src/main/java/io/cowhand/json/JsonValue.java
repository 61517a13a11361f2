package io.cowhand.json;

import java.io.StringWriter;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * Writes the values of expressions as JSON: {@link String}, {@link BigInteger}, {@link Boolean}, and lists and mappings
 * of them.
 */
public final class JsonValue {

    private JsonValue() {}

    /** Returns a value as JSON on one line. */
    public static String text(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JsonLines.generator(text)) {
            write(json, value);
        }
        return text.toString();
    }

    /** Writes a value. */
    public static void write(JsonGenerator json, Object value) {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            map.forEach((name, each) -> {
                json.writeName(String.valueOf(name));
                write(json, each);
            });
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            list.forEach(each -> write(json, each));
            json.writeEndArray();
        } else if (value instanceof BigInteger number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else {
            json.writeString(String.valueOf(value));
        }
    }
}
