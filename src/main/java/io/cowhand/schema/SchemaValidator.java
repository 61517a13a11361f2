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

/** Checks values of documents against schemas, and reports each mistake as one problem. */
public final class SchemaValidator {

    private final SchemaDialect dialect = new SchemaDialect();
    private final Function<Violation, Optional<SchemaProblem>> wording;

    /**
     * Creates a validator.
     *
     * @param wording returns the wording of violations with a special meaning; nothing for all others
     */
    public SchemaValidator(Function<Violation, Optional<SchemaProblem>> wording) {
        this.wording = wording;
    }

    /**
     * Prepares a schema for use.
     *
     * @throws RuntimeException of various types, if the schema is not valid
     */
    public CompiledSchema compile(JsonNode schema) {
        return new CompiledSchema(schema, dialect.compile(schema));
    }

    /**
     * Reports what is wrong with a value.
     *
     * @param at the value's pointer in the document
     * @return whether the value is valid
     */
    public boolean validate(
            CompiledSchema schema, JsonNode value, Pointer at, YamlDocument document, ProblemCollector problems) {
        List<Error> errors = schema.schema().validate(value);
        CascadingErrors cascading = new CascadingErrors(errors, schema);
        for (Error error : errors) {
            Pointer pointer = below(at, error.getInstanceLocation());
            boolean isEmptied = "minProperties".equals(error.getKeyword()) && document.isIncomplete(pointer);
            if (!isEmptied && !cascading.includes(error) && !document.isRejected(pointer)) {
                report(error, schema, pointer, document, problems);
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

    /** Returns a value as it is written; if it was computed from an expression, the value itself. */
    private static String written(String text, JsonNode value) {
        return text.contains("${") && value.isValueNode() ? value.asString() : text;
    }

    private void report(
            Error error, CompiledSchema schema, Pointer pointer, YamlDocument document, ProblemCollector problems) {
        SourceMap source = document.source().nearest(pointer);
        Violation violation = new Violation(
                error.getKeyword(),
                pointer,
                error.getProperty() == null ? "" : error.getProperty(),
                schema.parent(error),
                error.getInstanceNode(),
                written(source.text(), error.getInstanceNode()));
        SchemaProblem problem =
                wording.apply(violation).orElseGet(() -> SchemaProblem.of(violation, error::getMessage));
        if (problem.key().isEmpty()) {
            problems.add(problem.code(), source.value(), pointer, problem.message());
        } else {
            Pointer key = pointer.child(problem.key());
            problems.add(problem.code(), document.source().nearest(key).key(), key, problem.message());
        }
    }
}
