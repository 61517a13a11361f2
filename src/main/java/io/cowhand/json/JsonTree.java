package io.cowhand.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.util.TokenBuffer;

/**
 * JSON as values of Java: {@link String}, {@link java.math.BigInteger}, {@link Double}, {@link Boolean}, null,
 * and {@link List} and {@link Map} of them.
 */
public final class JsonTree {

    private JsonTree() {}

    /** Returns the members of an object as they are written. */
    public static Map<String, @Nullable Object> of(Consumer<JsonGenerator> members) {
        try (TokenBuffer tokens = TokenBuffer.forGeneration()) {
            tokens.writeStartObject();
            members.accept(tokens);
            tokens.writeEndObject();
            try (JsonParser parser = tokens.asParser(ObjectReadContext.empty())) {
                parser.nextToken();
                return object(parser);
            }
        }
    }

    private static @Nullable Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield Collections.unmodifiableList(list);
            }
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> parser.getBigIntegerValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new IllegalStateException("unexpected " + parser.currentToken());
        };
    }

    /**
     * Reads an object, whose start is the current token, up to its end.
     *
     * @throws StreamReadException if it is malformed, or a name occurs twice
     */
    static Map<String, @Nullable Object> object(JsonParser parser) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (object.containsKey(name)) {
                throw new StreamReadException(parser, "Duplicate Object property \"" + name + "\"");
            }
            parser.nextToken();
            object.put(name, value(parser));
        }
        return Collections.unmodifiableMap(object);
    }
}
