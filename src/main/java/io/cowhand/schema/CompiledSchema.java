package io.cowhand.schema;

import com.networknt.schema.Schema;
import tools.jackson.databind.JsonNode;

/** A schema, ready to check values, with its tree, which messages quote. */
public final class CompiledSchema {

    private final JsonNode tree;
    private final Schema schema;

    CompiledSchema(JsonNode tree, Schema schema) {
        this.tree = tree;
        this.schema = schema;
    }

    JsonNode tree() {
        return tree;
    }

    Schema schema() {
        return schema;
    }
}
