package io.cowhand.schema;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Separates errors that are mistakes from those that only follow from another mistake. */
final class CascadingErrors {

    private final Set<NodePath> wrongType = new HashSet<>();
    private final Map<NodePath, Set<String>> meant = new HashMap<>();

    CascadingErrors(List<Error> errors, CompiledSchema schema) {
        for (Error error : errors) {
            if ("type".equals(error.getKeyword())) {
                wrongType.add(error.getInstanceLocation());
            }
            if ("additionalProperties".equals(error.getKeyword())) {
                JsonNode known = schema.parent(error).path("properties");
                NearestName.to(error.getProperty(), known.propertyNames())
                        .ifPresent(key -> meant.computeIfAbsent(error.getInstanceLocation(), any -> new HashSet<>())
                                .add(key));
            }
        }
    }

    /**
     * Returns whether an error goes away when another one is corrected.
     *
     * <p>A value of the wrong type breaks other rules, too, and a misspelled key is missing under its right name.
     */
    boolean includes(Error error) {
        if (wrongType.contains(error.getInstanceLocation()) && !"type".equals(error.getKeyword())) {
            return true;
        }
        Set<String> misspelled = meant.getOrDefault(error.getInstanceLocation(), Set.of());
        return switch (error.getKeyword()) {
            case "required" -> misspelled.contains(error.getProperty());
            case "oneOf", "anyOf" -> misspelled.stream().anyMatch(key -> isRequired(key, error.getSchemaNode()));
            default -> false;
        };
    }

    private static boolean isRequired(String key, JsonNode alternatives) {
        for (JsonNode alternative : alternatives) {
            if (ValueMessage.words(alternative.path("required")).contains(key)) {
                return true;
            }
        }
        return false;
    }
}
