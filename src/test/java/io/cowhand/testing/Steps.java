package io.cowhand.testing;

import io.cowhand.bytes.Bytes;
import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.OperationCatalog;
import io.cowhand.operation.OperationHandler;
import io.cowhand.step.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Binds steps that are written as in a recipe, without the code that reads recipes. */
public final class Steps {

    private static final OperationCatalog CATALOG = OperationCatalog.load();
    private static final Set<String> COMMON = Set.of("op", "name", "when", "unsafe");

    private Steps() {}

    /** The steps of a recipe, numbered from 1; each must bind. */
    public static List<Step> of(String... yaml) {
        List<Step> steps = new ArrayList<>();
        for (String each : yaml) {
            if (!(bind(each) instanceof Binding.Bound bound)) {
                throw new AssertionError(each + " does not bind: " + bind(each));
            }
            steps.add(new Step(steps.size() + 1, operation(each), isUnsafe(each), bound.edit()));
        }
        return steps;
    }

    /** Binds one step; defaults come from the operation's schema. */
    public static Binding bind(String yaml) {
        OperationHandler handler = CATALOG.find(operation(yaml)).orElseThrow();
        Map<String, Object> values = new HashMap<>();
        Map<String, Bytes> files = new HashMap<>();
        Map<String, Object> given = parse(yaml);
        for (Map.Entry<String, JsonNode> property : JsonMapper.shared()
                .readTree(handler.schema())
                .path("properties")
                .properties()) {
            String name = property.getKey();
            Object value = given.get(name);
            if (value == null && property.getValue().has("default")) {
                values.put(name, property.getValue().get("default").stringValue());
            } else if (value != null
                    && property.getValue().path("format").asString("").equals("file-contents")) {
                files.put(name, read(Path.of((String) value)));
            } else if (value != null) {
                values.put(name, value instanceof Number number ? new BigInteger(number.toString()) : value);
            }
            given.remove(name);
        }
        given.keySet().removeAll(COMMON);
        if (!given.isEmpty()) {
            throw new AssertionError(yaml + " has arguments that the schema lacks: " + given.keySet());
        }
        return handler.bind(new Arguments(values, files, isUnsafe(yaml)));
    }

    /** The operation that a step names. */
    public static String operation(String yaml) {
        return (String) parse(yaml).get("op");
    }

    private static boolean isUnsafe(String yaml) {
        return Boolean.TRUE.equals(parse(yaml).get("unsafe"));
    }

    private static Map<String, Object> parse(String yaml) {
        Map<String, Object> step = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        return new HashMap<>(step);
    }

    private static Bytes read(Path file) {
        try {
            return Bytes.copyOf(ByteBuffer.wrap(Files.readAllBytes(file)));
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }
}
