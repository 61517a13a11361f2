package io.cowhand.recipe;

import io.cowhand.schema.SchemaProblem;
import io.cowhand.yaml.Pointer;
import io.cowhand.yaml.Quoted;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Reads variables from a mapping of names to values.
 *
 * <p>No message shows a value, since it may be a secret.
 */
final class VariableReader {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]*");

    /** What a signed or unsigned field of a header can hold; a JSON parser may refuse much longer numbers. */
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);

    private static final BigInteger MOST = BigInteger.TWO.pow(Long.SIZE).subtract(BigInteger.ONE);

    private final RecipeSource source;

    VariableReader(RecipeSource source) {
        this.source = source;
    }

    /**
     * A variable that a mapping names.
     *
     * @param value its value: a {@link String}, {@link BigInteger}, {@link Boolean}, immutable {@link List} or
     *     {@link Map}; nothing if the mapping has none, or one that is not valid and was reported
     * @param isEmpty whether the mapping has no value for it
     */
    record Named(Optional<Object> value, boolean isEmpty) {}

    /** Returns the variables with valid names of the mapping at a pointer, in order, and reports all others. */
    Map<String, Named> variables(Pointer at, JsonNode mapping) {
        Map<String, Named> variables = new LinkedHashMap<>();
        for (var entry : mapping.properties()) {
            String name = entry.getKey();
            Pointer pointer = at.child(name);
            if (NAME.matcher(name).matches()) {
                boolean isEmpty =
                        entry.getValue().isNull() && !source.document().isRejected(pointer);
                Optional<Object> value = isEmpty ? Optional.empty() : value(pointer, entry.getValue());
                variables.put(name, new Named(value, isEmpty));
            } else {
                String message = Quoted.text(name) + " is not the name of a variable, which begins with a lower-case"
                        + " letter and holds lower-case letters, digits, _ and -";
                source.problems()
                        .add(ProblemCode.BAD_NAME, source.place(pointer).key(), pointer, message);
            }
        }
        return variables;
    }

    /** Returns the value at a pointer; nothing, after reporting why, if it is not valid. */
    Optional<Object> value(Pointer at, JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> Optional.of(node.stringValue());
            case BOOLEAN -> Optional.of(node.booleanValue());
            case NUMBER -> number(at, node);
            case ARRAY -> list(at, node);
            case OBJECT -> mapping(at, node);
            case NULL, MISSING, BINARY, POJO ->
                source.document().isRejected(at) ? Optional.empty() : invalid(at, "has no value");
        };
    }

    private Optional<Object> number(Pointer at, JsonNode node) {
        if (!node.isIntegralNumber()) {
            return invalid(at, "is a number with a fraction; quote it if it is text");
        }
        BigInteger number = node.bigIntegerValue();
        if (number.compareTo(LEAST) < 0 || number.compareTo(MOST) > 0) {
            source.report("out-of-range", at, "must be from " + LEAST + " to " + MOST + "; quote it if it is text");
            return Optional.empty();
        }
        return Optional.of(number);
    }

    private Optional<Object> invalid(Pointer at, String message) {
        source.report(SchemaProblem.WRONG_TYPE, at, message);
        return Optional.empty();
    }

    private Optional<Object> list(Pointer at, JsonNode node) {
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            value(at.child(i), node.get(i)).ifPresent(list::add);
        }
        return list.size() == node.size() ? Optional.of(List.copyOf(list)) : Optional.empty();
    }

    private Optional<Object> mapping(Pointer at, JsonNode node) {
        Map<String, Object> mapping = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> value(at.child(entry.getKey()), entry.getValue())
                        .ifPresent(value -> mapping.put(entry.getKey(), value)));
        return mapping.size() == node.size() ? Optional.of(Collections.unmodifiableMap(mapping)) : Optional.empty();
    }
}
