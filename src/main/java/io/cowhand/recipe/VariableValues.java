package io.cowhand.recipe;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The variables of a recipe.
 *
 * @param known the values by name, in the order of the recipe
 * @param unknown the names of variables without a value, which only a validation accepts
 */
record VariableValues(Map<String, Object> known, Set<String> unknown) {

    /** Copies both. */
    VariableValues {
        known = Collections.unmodifiableMap(new LinkedHashMap<>(known));
        unknown = Set.copyOf(unknown);
    }
}
