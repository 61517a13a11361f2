package io.cowhand.qcow2;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads labels; in a class of its own so that the JSON parser is loaded only for images that have some. */
final class LabelsText {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private LabelsText() {}

    /** One JSON object whose values are all strings, or nothing. */
    static Optional<Map<String, String>> read(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (!node.isObject()) {
                return Optional.empty();
            }
            Map<String, String> labels = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> label : node.properties()) {
                if (!label.getValue().isString()) {
                    return Optional.empty();
                }
                labels.put(label.getKey(), label.getValue().stringValue());
            }
            return Optional.of(Collections.unmodifiableMap(labels));
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }
}
