package io.cowhand.journal;

import java.io.StringWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;

/**
 * Writes and reads values of variables as JSON: a {@link String}, {@link BigInteger}, {@link Boolean}, {@link List}, or
 * {@link Map} with texts as keys.
 */
public final class JsonValues {

    /** Writes texts as RFC 8785 does. */
    private static final JsonFactory CANONICAL = JsonFactory.builder()
            .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
            .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
            .build();

    private JsonValues() {}

    /** Returns the form of RFC 8785, but whole numbers with all their digits. */
    public static String canonical(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = CANONICAL.createGenerator(ObjectWriteContext.empty(), text)) {
            write(json, sorted(value));
        }
        return text.toString();
    }

    private static Object sorted(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(JsonValues::sorted).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, each) -> sorted.put((String) key, sorted(each)));
            return sorted;
        }
        return value;
    }

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
