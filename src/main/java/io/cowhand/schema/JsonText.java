package io.cowhand.schema;

import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes the JSON of schemas without an object mapper, which takes a fifth of a second to start. */
public final class JsonText {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final String INDENT = "  ";
    private static final String SEPARATOR = ", ";
    private static final int BRACKETS = 2;
    private static final int QUOTES = 2;
    /** The most columns of an inline list. */
    private static final int LINE = 100;

    private JsonText() {}

    /**
     * Reads one value; whole numbers become big integers as in documents, so that the two compare as equal.
     *
     * @throws StreamReadException if the text is not one JSON value
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

    /** Returns indented text that ends with a newline; a list of scalars takes one line if it fits. */
    public static String pretty(JsonNode value) {
        StringWriter text = new StringWriter();
        Layout layout = new Layout();
        ObjectWriteContext context = new ObjectWriteContext.Base() {
            @Override
            public PrettyPrinter getPrettyPrinter() {
                return layout;
            }

            @Override
            public boolean hasPrettyPrinter() {
                return true;
            }
        };
        try (JsonGenerator out = FACTORY.createGenerator(context, text)) {
            write(value, out, layout, 0);
        }
        return text.append('\n').toString();
    }

    private static void write(JsonNode value, JsonGenerator out, Layout layout, int depth) {
        switch (value.getNodeType()) {
            case OBJECT -> {
                out.writeStartObject();
                value.properties().forEach(property -> {
                    out.writeName(property.getKey());
                    write(property.getValue(), out, layout, depth + 1);
                });
                out.writeEndObject();
            }
            case ARRAY -> {
                layout.nextList(isInline(value, depth));
                out.writeStartArray();
                value.forEach(item -> write(item, out, layout, depth + 1));
                out.writeEndArray();
            }
            case STRING -> out.writeString(value.stringValue());
            case BOOLEAN -> out.writeBoolean(value.booleanValue());
            case NUMBER -> {
                if (value.isIntegralNumber()) {
                    out.writeNumber(value.bigIntegerValue());
                } else {
                    out.writeNumber(value.decimalValue());
                }
            }
            case NULL, MISSING, BINARY, POJO -> out.writeNull();
        }
    }

    private static boolean isInline(JsonNode list, int depth) {
        int length = INDENT.length() * depth + BRACKETS;
        for (JsonNode item : list) {
            if (item.isContainer()) {
                return false;
            }
            length += item.asString("null").length() + (item.isString() ? QUOTES : 0) + SEPARATOR.length();
        }
        return length - SEPARATOR.length() <= LINE;
    }

    /** Puts each value on a line of its own, except in inline lists. */
    private static final class Layout extends DefaultPrettyPrinter {
        private static final long serialVersionUID = 1L;

        private static final DefaultIndenter LINES = new DefaultIndenter(INDENT, "\n");

        private final transient Deque<Indenter> outer = new ArrayDeque<>();
        private transient Indenter next = LINES;

        Layout() {
            super(Separators.createDefaultInstance()
                    .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator(""));
            indentObjectsWith(LINES);
        }

        void nextList(boolean isInline) {
            next = isInline ? NopIndenter.instance() : LINES;
        }

        @Override
        public void writeStartArray(JsonGenerator out) {
            outer.push(_arrayIndenter);
            indentArraysWith(next);
            super.writeStartArray(out);
        }

        @Override
        public void writeEndArray(JsonGenerator out, int size) {
            super.writeEndArray(out, size);
            indentArraysWith(outer.pop());
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator out) {
            if (_arrayIndenter.isInline()) {
                out.writeRaw(SEPARATOR);
            } else {
                super.writeArrayValueSeparator(out);
            }
        }
    }
}
