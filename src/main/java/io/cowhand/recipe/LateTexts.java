package io.cowhand.recipe;

import io.cowhand.operation.Arguments;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The arguments of a step for each image where those that depend on the image are texts, and the schema of the operation
 * accepts any text for each: the step is valid for every image or for none, and so is validated and read once.
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
        private int value;
    }

    private final boolean acceptsAny;
    private final Place step = new Place();
    private volatile @Nullable Arguments valid;

    /**
     * Creates a memory of what was found valid.
     *
     * @param rules the schema of the operation
     */
    LateTexts(JsonNode rules, List<LateArgument> late) {
        acceptsAny = late.stream().allMatch(argument -> acceptsAnyText(rules, argument.path()));
        for (int i = 0; i < late.size(); i++) {
            Place place = step;
            for (String token : late.get(i).path()) {
                place = place.below.computeIfAbsent(token, none -> new Place());
            }
            place.value = i;
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
        valid = arguments;
    }

    /** Returns the arguments with the values of an image; nothing if it is not certain that they are valid. */
    Optional<Arguments> with(List<Object> values) {
        Arguments known = valid;
        return acceptsAny && known != null && areTexts(values)
                ? Optional.of(new Arguments(filled(known.values(), step, values), known.files(), known.unsafe()))
                : Optional.empty();
    }

    // Loops rather than streams: called for each image.

    private static boolean areTexts(List<Object> values) {
        for (Object value : values) {
            if (!(value instanceof String)) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, Object> filled(Map<?, ?> known, Place place, List<Object> values) {
        Map<String, Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : known.entrySet()) {
            copy.put((String) entry.getKey(), filled(entry.getValue(), place.below.get(entry.getKey()), values));
        }
        return Collections.unmodifiableMap(copy);
    }

    private static Object filled(Object known, @Nullable Place place, List<Object> values) {
        if (place == null) {
            return known;
        }
        if (place.below.isEmpty()) {
            return values.get(place.value);
        }
        if (known instanceof Map<?, ?> map) {
            return filled(map, place, values);
        }
        List<Object> copy = new ArrayList<>((List<?>) known);
        for (Map.Entry<String, Place> item : place.below.entrySet()) {
            int index = Integer.parseInt(item.getKey());
            copy.set(index, filled(copy.get(index), item.getValue(), values));
        }
        return Collections.unmodifiableList(copy);
    }
}
