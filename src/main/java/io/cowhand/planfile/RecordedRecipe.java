package io.cowhand.planfile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The recipe of a saved plan.
 *
 * @param file its path as the user gave it
 * @param name its name
 * @param digest the SHA-256 of its text, in hexadecimal digits
 * @param steps the number of steps
 * @param vars the values of its variables: of a secret only the digest
 * @param links the policy for links, as the recipe has it
 * @param stopsOnError whether an apply stops at the first image that fails
 * @param files all files that were read for the recipe, itself the first
 */
public record RecordedRecipe(
        String file,
        String name,
        String digest,
        int steps,
        Map<String, Object> vars,
        String links,
        boolean stopsOnError,
        List<RecordedFile> files) {

    /** Copies the values and the list. */
    public RecordedRecipe {
        vars = Collections.unmodifiableMap(new LinkedHashMap<>(vars));
        files = List.copyOf(files);
    }
}
