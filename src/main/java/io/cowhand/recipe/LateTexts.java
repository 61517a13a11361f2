package io.cowhand.recipe;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Tells whether arguments that depend on the image need to be validated: if all of them are texts, and the schema of the
 * operation accepts any text for each, the step is valid for every image or for none.
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

    private final boolean acceptsAny;
    private volatile boolean someWereValid;

    /**
     * Creates a memory of what was found valid.
     *
     * @param rules the schema of the operation
     */
    LateTexts(JsonNode rules, List<LateArgument> late) {
        acceptsAny = late.stream().allMatch(argument -> acceptsAnyText(rules, argument.path()));
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

    /** Notes that the step is valid with the values of some image. */
    void foundValid() {
        someWereValid = true;
    }

    /** Returns whether the step is certainly valid with the values of an image. */
    boolean areValid(List<Object> values) {
        return acceptsAny && someWereValid && values.stream().allMatch(String.class::isInstance);
    }
}
