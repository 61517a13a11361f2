package io.cowhand.schema;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.path.NodePath;
import tools.jackson.databind.JsonNode;

/** A schema prepared for validation, with its tree, which messages quote. */
public final class CompiledSchema {

    private final JsonNode tree;
    private final Schema schema;

    CompiledSchema(JsonNode tree, Schema schema) {
        this.tree = tree;
        this.schema = schema;
    }

    /** Returns the schema that holds the keyword that an error is about. */
    JsonNode parent(Error error) {
        NodePath path = error.getSchemaLocation().getFragment();
        JsonNode at = tree;
        for (int i = 0; i < path.getNameCount() - 1; i++) {
            at = path.getElement(i) instanceof Integer index ? at.path(index) : at.path(path.getName(i));
        }
        return at;
    }

    Schema schema() {
        return schema;
    }
}
