package io.cowhand.fleet;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Values for the variables of a recipe, which replace the recipe's own.
 *
 * @param file a YAML or JSON file with a mapping of names to values
 * @param values texts by name, which replace the values of the file; each is read as the type of the recipe's value, as
 *     those of {@code --var} are
 */
public record VariableOptions(Optional<Path> file, Map<String, String> values) {

    /** No values: all variables have the recipe's own. */
    public static final VariableOptions NONE = new VariableOptions(Optional.empty(), Map.of());

    /** Copies the values, in their order. */
    public VariableOptions {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
