package io.cowhand.recipe;

import io.cowhand.operation.Arguments;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Fills in the arguments of a step for each image without validating them again. This is possible if all values that depend
 * on the image are texts, and the schema of the operation accepts any text in their places: then the step is valid for every
 * image or for none.
 */
final class LateTexts {

    /** The keywords that describe a value, or constrain all of it but the texts in it. */
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

    /** A place in the arguments: that of a value which depends on the image, or of a list or mapping with such values. */
    private static final class Place {
        private final Map<String, Place> below = new HashMap<>();
        /** The index of its value among those of an image; without meaning if there are places below. */
        private int index;
    }

    private final boolean acceptsAny;
    private final Place root = new Place();
    private volatile @Nullable Arguments valid;

    /**
     * Creates an instance that knows no valid arguments yet.
     *
     * @param rules the schema of the operation
     * @param late the arguments that depend on the image, in the order of their values
     */
    LateTexts(JsonNode rules, List<LateArgument> late) {
        acceptsAny = late.stream().allMatch(argument -> acceptsAnyText(rules, argument.path()));
        for (int i = 0; i < late.size(); i++) {
            Place place = root;
            for (String token : late.get(i).path()) {
                place = place.below.computeIfAbsent(token, none -> new Place());
            }
            place.index = i;
        }
    }

    private static boolean acceptsAnyText(JsonNode schema, List<String> path) {
        if (!INDEPENDENT.containsAll(schema.propertyNames())) {
            return false;
        }
        String type = schema.path("type").asString("");
        if (path.isEmpty()) {
            return type.equals("string");
        }
        List<String> rest = path.subList(1, path.size());
        if (type.equals("array")) {
            return acceptsAnyText(schema.path("items"), rest);
        }
        JsonNode named = schema.path("properties").path(path.get(0));
        return type.equals("object")
                && acceptsAnyText(named.isMissingNode() ? schema.path("additionalProperties") : named, rest);
    }

    /** Notes arguments that are valid, with the values of some image. */
    void foundValid(Arguments arguments) {
        if (acceptsAny) {
            valid = arguments;
        }
    }

    // These run for each image; the JVM's first compiler is slow with lambdas that capture.

    /** Returns the arguments with the values of an image; nothing if it is not certain that they are valid. */
    Optional<Arguments> with(List<Object> values) {
        Arguments known = valid;
        return known != null && areTexts(values)
                ? Optional.of(new Arguments(filledMap(known.values(), root, values), known.files(), known.unsafe()))
                : Optional.empty();
    }

    private static boolean areTexts(List<Object> values) {
        for (Object value : values) {
            if (!(value instanceof String)) {
                return false;
            }
        }
        return true;
    }

    private static Object filled(Object known, Place place, List<Object> values) {
        if (place.below.isEmpty()) {
            return values.get(place.index);
        }
        return known instanceof Map<?, ?> map
                ? filledMap(map, place, values)
                : filledList((List<?>) known, place, values);
    }

    private static Map<String, Object> filledMap(Map<?, ?> known, Place place, List<Object> values) {
        @SuppressWarnings("unchecked") // all names are texts
        Map<String, Object> copy = new LinkedHashMap<>((Map<String, Object>) known);
        for (Map.Entry<String, Place> item : place.below.entrySet()) {
            copy.put(item.getKey(), filled(Objects.requireNonNull(copy.get(item.getKey())), item.getValue(), values));
        }
        return Collections.unmodifiableMap(copy);
    }

    private static List<Object> filledList(List<?> known, Place place, List<Object> values) {
        List<Object> copy = new ArrayList<>(known);
        for (Map.Entry<String, Place> item : place.below.entrySet()) {
            int index = Integer.parseInt(item.getKey());
            copy.set(index, filled(copy.get(index), item.getValue(), values));
        }
        return Collections.unmodifiableList(copy);
    }
}
