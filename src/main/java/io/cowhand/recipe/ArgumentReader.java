package io.cowhand.recipe;

import io.cowhand.bytes.Bytes;
import io.cowhand.operation.Arguments;
import io.cowhand.schema.SchemaProblem;
import io.cowhand.yaml.Pointer;
import io.cowhand.yaml.Quoted;
import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads the arguments of steps: converts values to Java's, fills in defaults, and reads the files that they name. */
final class ArgumentReader {

    private final RecipeSource source;

    ArgumentReader(RecipeSource source) {
        this.source = source;
    }

    /**
     * Returns the contents of the files that arguments name, by argument; nothing, after reporting why, if one cannot be
     * read.
     *
     * @param step the step, valid by {@code schema}
     * @param schema the schema of its operation
     */
    Optional<Map<String, Bytes>> files(JsonNode step, JsonNode schema, Pointer at) {
        Map<String, Bytes> files = new HashMap<>();
        boolean good = true;
        for (var argument : withDefaults(step, schema).entrySet()) {
            if (isFile(argument, schema)) {
                Optional<Bytes> contents = file(argument.getValue().stringValue(), at.child(argument.getKey()));
                contents.ifPresent(bytes -> files.put(argument.getKey(), bytes));
                good &= contents.isPresent();
            }
        }
        return good ? Optional.of(files) : Optional.empty();
    }

    /**
     * Returns the arguments; nothing, after reporting why, if some are not valid.
     *
     * @param step the step, valid by {@code schema}
     * @param schema the schema of its operation
     * @param files the contents of the files that arguments name
     */
    Optional<Arguments> read(JsonNode step, JsonNode schema, Map<String, Bytes> files, Pointer at) {
        Map<String, Object> values = new HashMap<>();
        boolean good = true;
        for (var argument : withDefaults(step, schema).entrySet()) {
            if (isFile(argument, schema)) {
                continue;
            }
            Optional<Object> value = value(argument.getValue());
            value.ifPresent(object -> values.put(argument.getKey(), object));
            if (value.isEmpty()) {
                source.report(
                        SchemaProblem.WRONG_TYPE,
                        at.child(argument.getKey()),
                        "holds nothing, or a number with a fraction");
                good = false;
            }
        }
        boolean unsafe = step.path(OperationSchema.UNSAFE).asBoolean(false);
        return good ? Optional.of(new Arguments(values, files, unsafe)) : Optional.empty();
    }

    private static boolean isFile(Map.Entry<String, JsonNode> argument, JsonNode schema) {
        JsonNode property = schema.path("properties").path(argument.getKey());
        return argument.getValue().isString()
                && "file-contents".equals(property.path("format").asString(""));
    }

    private static Map<String, JsonNode> withDefaults(JsonNode step, JsonNode schema) {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        for (var property : schema.path("properties").properties()) {
            JsonNode byDefault = property.getValue().path("default");
            if (!byDefault.isMissingNode()) {
                all.put(property.getKey(), byDefault);
            }
        }
        step.properties().forEach(given -> all.put(given.getKey(), given.getValue()));
        OperationSchema.COMMON.forEach(all::remove);
        return all;
    }

    private Optional<Bytes> file(String name, Pointer at) {
        Path path;
        try {
            path = source.folder().resolve(name);
        } catch (InvalidPathException notAPath) {
            source.report(ProblemCode.FILE_UNREADABLE, at, Quoted.text(name) + " is not a valid file name");
            return Optional.empty();
        }
        return source.read(path, Limits.ARGUMENT_FILE_BYTES, at).flatMap(contents -> bytes(path, contents, at));
    }

    private Optional<Bytes> bytes(Path path, BoundedFile.Contents contents, Pointer at) {
        if (contents instanceof BoundedFile.Whole whole) {
            return Optional.of(whole.bytes());
        }
        if (contents instanceof BoundedFile.Unreadable unreadable) {
            String message = "the file " + Quoted.text(path.toString()) + " cannot be read: " + unreadable.why();
            source.report(ProblemCode.FILE_UNREADABLE, at, message);
        } else {
            String message = "the file " + Quoted.text(path.toString()) + " is larger than "
                    + Limits.ARGUMENT_FILE_BYTES + " bytes, the largest size of a header";
            source.report(ProblemCode.FILE_TOO_LARGE, at, message);
        }
        return Optional.empty();
    }

    private static Optional<Object> value(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> Optional.of(node.stringValue());
            case BOOLEAN -> Optional.of(node.booleanValue());
            case NUMBER -> node.isIntegralNumber() ? Optional.of(integer(node)) : Optional.empty();
            case ARRAY -> list(node);
            case OBJECT -> map(node);
            case NULL, MISSING, BINARY, POJO -> Optional.empty();
        };
    }

    private static BigInteger integer(JsonNode node) {
        return node.bigIntegerValue();
    }

    private static Optional<Object> list(JsonNode node) {
        List<Object> list = new ArrayList<>();
        for (JsonNode item : node) {
            value(item).ifPresent(list::add);
        }
        return list.size() == node.size() ? Optional.of(List.copyOf(list)) : Optional.empty();
    }

    private static Optional<Object> map(JsonNode node) {
        Map<String, Object> map = new LinkedHashMap<>();
        node.properties().forEach(entry -> value(entry.getValue()).ifPresent(value -> map.put(entry.getKey(), value)));
        return map.size() == node.size() ? Optional.of(Collections.unmodifiableMap(map)) : Optional.empty();
    }
}
