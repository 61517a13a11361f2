package io.cowhand.recipe;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Checks parts of one document against schemas, each mistake one problem. */
final class SchemaCheck {

    private final SchemaDialect dialect;
    private final YamlDocument document;
    private final Problems problems;

    SchemaCheck(SchemaDialect dialect, YamlDocument document, Problems problems) {
        this.dialect = dialect;
        this.document = document;
        this.problems = problems;
    }

    Schema compile(JsonNode schema) {
        return dialect.compile(schema);
    }

    /**
     * Reports what is wrong with a value.
     *
     * @param schema the schema as a tree, for wording
     * @param compiled the same schema, compiled
     * @param value the value
     * @param at where it is
     * @return whether it is as the schema says
     */
    boolean holds(JsonNode schema, Schema compiled, JsonNode value, Pointer at) {
        List<Error> errors = compiled.validate(value);
        Consequences consequences = new Consequences(errors, schema);
        for (Error error : errors) {
            Pointer pointer = at.resolve(error.getInstanceLocation());
            boolean emptied = "minProperties".equals(error.getKeyword()) && document.isIncomplete(pointer);
            if (!emptied && !consequences.includes(error) && !document.isSpoiled(pointer)) {
                report(error, schema, pointer);
            }
        }
        return errors.isEmpty();
    }

    private void report(Error error, JsonNode schema, Pointer pointer) {
        Source source = document.source().nearest(pointer);
        Mistake mistake = Mistake.of(error, schema, source.text());
        if (mistake.key().isEmpty()) {
            problems.add(mistake.code(), source.value(), pointer, mistake.message());
        } else {
            Pointer key = pointer.child(mistake.key());
            problems.add(mistake.code(), document.source().nearest(key).key(), key, mistake.message());
        }
    }
}
