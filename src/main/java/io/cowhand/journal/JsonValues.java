package io.cowhand.journal;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * Writes and reads values of variables as JSON: a {@link String}, {@link BigInteger}, {@link Boolean}, {@link List}, or
 * {@link Map} with texts as keys.
 */
final class JsonValues {

    private JsonValues() {}

    static void write(JsonGenerator json, Object value) {
        if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof BigInteger number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            list.forEach(item -> write(json, item));
            json.writeEndArray();
        } else {
            json.writeStartObject();
            ((Map<?, ?>) value).forEach((key, each) -> {
                json.writeName((String) key);
                write(json, each);
            });
            json.writeEndObject();
        }
    }

    /** Returns the members of an object; those of other types than the above are left out. */
    static Map<String, Object> read(JsonNode object) {
        Map<String, Object> values = new LinkedHashMap<>();
        object.properties()
                .forEach(member -> value(member.getValue()).ifPresent(value -> values.put(member.getKey(), value)));
        return Collections.unmodifiableMap(values);
    }

    private static Optional<Object> value(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> Optional.of(node.stringValue());
            case BOOLEAN -> Optional.of(node.booleanValue());
            case NUMBER -> node.isIntegralNumber() ? Optional.of(node.bigIntegerValue()) : Optional.empty();
            case ARRAY -> {
                List<Object> list = new ArrayList<>();
                node.forEach(item -> value(item).ifPresent(list::add));
                yield Optional.of(List.copyOf(list));
            }
            case OBJECT -> Optional.of(read(node));
            case NULL, MISSING, BINARY, POJO -> Optional.empty();
        };
    }
}
