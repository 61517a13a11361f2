package io.cowhand.schema;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import io.cowhand.yaml.Pointer;
import io.cowhand.yaml.ProblemCollector;
import io.cowhand.yaml.SourceMap;
import io.cowhand.yaml.YamlDocument;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Checks parts of one document against schemas, each mistake one problem. */
public final class SchemaValidator {

    private final SchemaDialect dialect;
    private final YamlDocument document;
    private final ProblemCollector problems;
    private final Function<String, Optional<String>> explanations;

    /**
     * Checks one document.
     *
     * @param explanations why there is no operation of a name, where that is known
     */
    public SchemaValidator(
            SchemaDialect dialect,
            YamlDocument document,
            ProblemCollector problems,
            Function<String, Optional<String>> explanations) {
        this.explanations = explanations;
        this.dialect = dialect;
        this.document = document;
        this.problems = problems;
    }

    public CompiledSchema compile(JsonNode schema) {
        return new CompiledSchema(schema, dialect.compile(schema));
    }

    /**
     * Reports what is wrong with a value.
     *
     * @param schema the schema
     * @param value the value
     * @param at where it is
     * @return whether it is as the schema says
     */
    public boolean validate(CompiledSchema schema, JsonNode value, Pointer at) {
        List<Error> errors = schema.schema().validate(value);
        CascadingErrors consequences = new CascadingErrors(errors, schema.tree());
        for (Error error : errors) {
            Pointer pointer = below(at, error.getInstanceLocation());
            boolean emptied = "minProperties".equals(error.getKeyword()) && document.isIncomplete(pointer);
            if (!emptied && !consequences.includes(error) && !document.isRejected(pointer)) {
                report(error, schema.tree(), pointer);
            }
        }
        return errors.isEmpty();
    }

    private static Pointer below(Pointer at, NodePath path) {
        Pointer pointer = at;
        for (int i = 0; i < path.getNameCount(); i++) {
            pointer = pointer.child(String.valueOf(path.getElement(i)));
        }
        return pointer;
    }

    private void report(Error error, JsonNode schema, Pointer pointer) {
        SourceMap source = document.source().nearest(pointer);
        SchemaProblem mistake = SchemaProblem.of(error, schema, source.text(), explanations);
        if (mistake.key().isEmpty()) {
            problems.add(mistake.code(), source.value(), pointer, mistake.message());
        } else {
            Pointer key = pointer.child(mistake.key());
            problems.add(mistake.code(), document.source().nearest(key).key(), key, mistake.message());
        }
    }
}
