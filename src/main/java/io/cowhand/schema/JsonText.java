package io.cowhand.schema;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes the JSON of schemas without an object mapper, which takes long to start. */
public final class JsonText {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int LINE = 100;

    private JsonText() {}

    /**
     * Reads one value; whole numbers become big integers, like those of a recipe, so that the two compare as equal.
     *
     * @throws StreamReadException where the text is not one JSON value
     */
    public static JsonNode parse(String json) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() == null) {
                throw new StreamReadException(parser, "there is no JSON value");
            }
            JsonNode value = value(parser);
            if (parser.nextToken() != null) {
                throw new StreamReadException(parser, "there is more than one JSON value");
            }
            return value;
        }
    }

    private static JsonNode value(JsonParser parser) {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> {
                ObjectNode object = NODES.objectNode();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.set(name, value(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                ArrayNode array = NODES.arrayNode();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser));
                }
                yield array;
            }
            case VALUE_STRING -> NODES.stringNode(parser.getString());
            case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            default -> throw new StreamReadException(parser, "not a JSON value: " + token);
        };
    }

    /** Indented text with a newline at the end; lists without lists or objects in them stand in one line if they fit. */
    public static String pretty(JsonNode value) {
        StringBuilder out = new StringBuilder();
        write(value, "", out);
        return out.append('\n').toString();
    }

    private static void write(JsonNode value, String indent, StringBuilder out) {
        if (!value.isContainer() || value.isEmpty()) {
            scalar(value, out);
            return;
        }
        if (value.isArray()) {
            String line = oneLine(value);
            if (!line.isEmpty() && indent.length() + line.length() <= LINE) {
                out.append(line);
                return;
            }
        }
        String inner = indent + "  ";
        String separator = value.isArray() ? "[\n" : "{\n";
        if (value.isArray()) {
            for (JsonNode item : value) {
                out.append(separator).append(inner);
                write(item, inner, out);
                separator = ",\n";
            }
        } else {
            for (var property : value.properties()) {
                out.append(separator).append(inner);
                string(property.getKey(), out);
                out.append(": ");
                write(property.getValue(), inner, out);
                separator = ",\n";
            }
        }
        out.append('\n').append(indent).append(value.isArray() ? ']' : '}');
    }

    private static String oneLine(JsonNode array) {
        StringBuilder line = new StringBuilder();
        for (JsonNode item : array) {
            if (item.isContainer()) {
                return "";
            }
            line.append(line.isEmpty() ? "[" : ", ");
            scalar(item, line);
        }
        return line.append(']').toString();
    }

    private static void scalar(JsonNode value, StringBuilder out) {
        if (value.isString()) {
            string(value.stringValue(), out);
        } else if (value.isContainer()) {
            out.append(value.isArray() ? "[]" : "{}");
        } else {
            out.append(value.isNull() ? "null" : value.asString());
        }
    }

    private static void string(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                default -> {
                    if (c < ' ' || c == 0x7f) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
