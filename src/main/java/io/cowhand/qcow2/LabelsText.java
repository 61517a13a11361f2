package io.cowhand.qcow2;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** Reads and writes labels. A class of its own, so that the JSON parser is loaded only for images with labels. */
final class LabelsText {

    /**
     * Buffers are kept for each thread: a pool that threads share takes as long as reading a few labels. Names with equal hash
     * codes are no error: the parser counts them over all images, so that one could make others unreadable.
     */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .build();

    private LabelsText() {}

    /** Parses one JSON object whose values are all strings; returns nothing if the text is anything else. */
    static Optional<Map<String, String>> read(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            Map<String, String> labels = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                if (parser.nextToken() != JsonToken.VALUE_STRING
                        || !ExtensionPayload.Labels.isName(name)
                        || !ExtensionPayload.Labels.isText(parser.getString())
                        || labels.put(name, parser.getString()) != null) {
                    return Optional.empty();
                }
            }
            return parser.nextToken() == null ? Optional.of(Collections.unmodifiableMap(labels)) : Optional.empty();
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    /**
     * Returns the canonical form (RFC 8785): names in the order of their UTF-16 units, no white space, and no
     * unnecessary escapes.
     *
     * @param labels the labels in the order of their names
     */
    static String write(SortedMap<String, String> labels) {
        StringBuilder text = new StringBuilder("{");
        labels.forEach((name, value) -> {
            text.append(text.length() == 1 ? "" : ",");
            quote(name, text);
            text.append(':');
            quote(value, text);
        });
        return text.append('}').toString();
    }

    private static void quote(String value, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            switch (character) {
                case '"', '\\' -> text.append('\\').append(character);
                case '\b' -> text.append("\\b");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\f' -> text.append("\\f");
                case '\r' -> text.append("\\r");
                default -> {
                    if (character < ' ') {
                        text.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
                    } else {
                        text.append(character);
                    }
                }
            }
        }
        text.append('"');
    }
}
