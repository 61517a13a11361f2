package io.cowhand.recipe;

import io.cowhand.bytes.Bytes;
import io.cowhand.schema.SchemaProblem;
import io.cowhand.yaml.Pointer;
import io.cowhand.yaml.Position;
import io.cowhand.yaml.ProblemCollector;
import io.cowhand.yaml.YamlDocument;
import io.cowhand.yaml.YamlReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A file with values of variables.
 *
 * @param source the file; nothing if it is not YAML
 * @param values the valid values by name
 * @param problems what is wrong with the file itself, whatever the recipe's variables are
 */
record VariableFile(Optional<RecipeSource> source, Map<String, Object> values, ProblemCollector problems) {

    /** Reads a file with its contents. */
    static VariableFile of(Path file, BoundedFile.Contents contents) {
        ProblemCollector problems = new ProblemCollector(file.toString());
        if (contents instanceof BoundedFile.Whole whole) {
            return of(file, whole.bytes(), problems);
        }
        String message = "the file of variables is larger than " + Limits.FILE_BYTES + " bytes";
        problems.add(ProblemCode.VARIABLES_TOO_LARGE, Position.START, Pointer.ROOT, message);
        return new VariableFile(Optional.empty(), Map.of(), problems);
    }

    private static VariableFile of(Path file, Bytes text, ProblemCollector problems) {
        Optional<YamlDocument> document = YamlReader.read(text, problems);
        if (document.isEmpty()) {
            return new VariableFile(Optional.empty(), Map.of(), problems);
        }
        RecipeSource source = new RecipeSource(file, document.get(), problems);
        Map<String, Object> values = new LinkedHashMap<>();
        if (document.get().tree().isObject()) {
            new VariableReader(source)
                    .variables(Pointer.ROOT, document.get().tree())
                    .forEach((name, variable) -> {
                        if (variable.isEmpty()) {
                            source.report(SchemaProblem.WRONG_TYPE, Pointer.of(name), "has no value");
                        }
                        variable.value().ifPresent(value -> values.put(name, value));
                    });
        } else if (problems.isEmpty()) {
            source.report(SchemaProblem.WRONG_TYPE, Pointer.ROOT, "must be a mapping of variables' names to values");
        }
        return new VariableFile(Optional.of(source), values, problems);
    }
}
