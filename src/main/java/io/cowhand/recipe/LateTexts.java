package io.cowhand.recipe;

import io.cowhand.operation.Arguments;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The arguments of a step in which only texts depend on the image, where its schema accepts any text for each of them: once
 * arguments with some texts have been found valid, those with other texts are, too.
 */
final class LateTexts {

    /** The keywords by which a schema describes a value, or constrains all but the texts in it. */
    private static final Set<String> INDEPENDENT = Set.of(
            "type",
            "title",
            "description",
            "examples",
            "default",
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
            "maxProperties",
            "items",
            "minItems",
            "maxItems");

    private final List<List<String>> paths;
    private final AtomicReference<Arguments> valid = new AtomicReference<>();

    private LateTexts(List<List<String>> paths) {
        this.paths = paths;
    }

    /**
     * Returns the arguments of a step; nothing if its schema does not accept any text for the values that depend on the image.
     *
     * @param rules the schema of its operation
     */
    static Optional<LateTexts> of(JsonNode rules, List<LateArgument> late) {
        List<List<String>> paths = late.stream().map(LateArgument::path).toList();
        return paths.stream().allMatch(path -> acceptsAnyText(rules, path))
                ? Optional.of(new LateTexts(paths))
                : Optional.empty();
    }

    private static boolean acceptsAnyText(JsonNode rules, List<String> path) {
        JsonNode schema = rules;
        for (String token : path) {
            JsonNode named = schema.path("properties").path(token);
            JsonNode next = schema.path("type").asString("").equals("array")
                    ? schema.path("items")
                    : named.isMissingNode() ? schema.path("additionalProperties") : named;
            if (!INDEPENDENT.containsAll(schema.propertyNames())) {
                return false;
            }
            schema = next;
        }
        return schema.path("type").asString("").equals("string") && INDEPENDENT.containsAll(schema.propertyNames());
    }

    /** Notes arguments that are valid. */
    void note(Arguments arguments) {
        valid.compareAndSet(null, arguments);
    }

    /** Returns the arguments with values for one image; nothing if no valid ones are known, or a value is not a text. */
    Optional<Arguments> with(List<Object> values) {
        Arguments known = valid.get();
        if (known == null || !values.stream().allMatch(String.class::isInstance)) {
            return Optional.empty();
        }
        Map<String, Object> all = known.values();
        for (int i = 0; i < values.size(); i++) {
            all = replaced(all, paths.get(i), values.get(i));
        }
        return Optional.of(new Arguments(all, known.files(), known.unsafe()));
    }

    private static Map<String, Object> replaced(Map<?, ?> map, List<String> path, Object value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((name, old) -> copy.put((String) name, old));
        copy.put(path.get(0), replaced(copy.get(path.get(0)), path.subList(1, path.size()), value));
        return Collections.unmodifiableMap(copy);
    }

    private static Object replaced(@Nullable Object old, List<String> path, Object value) {
        if (path.isEmpty()) {
            return value;
        }
        if (old instanceof Map<?, ?> map) {
            return replaced(map, path, value);
        }
        List<Object> copy = new ArrayList<>((List<?>) Objects.requireNonNull(old));
        int index = Integer.parseInt(path.get(0));
        copy.set(index, replaced(copy.get(index), path.subList(1, path.size()), value));
        return List.copyOf(copy);
    }
}
