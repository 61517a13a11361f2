package io.cowhand.schema;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.AbstractKeyword;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import tools.jackson.databind.JsonNode;

/** {@code const} and {@code enum}, by the equality of trees. */
final class EqualityKeyword extends AbstractKeyword {

    EqualityKeyword(String name) {
        super(name);
    }

    @Override
    public KeywordValidator newValidator(
            SchemaLocation location, JsonNode schema, Schema parent, SchemaContext context) {
        return new Validator(this, schema, location, parent, context);
    }

    private static final class Validator extends BaseKeywordValidator {

        Validator(Keyword keyword, JsonNode schema, SchemaLocation location, Schema parent, SchemaContext context) {
            super(keyword, schema, location, parent, context);
        }

        @Override
        public void validate(ExecutionContext context, JsonNode value, JsonNode root, NodePath path) {
            if (!holds(value)) {
                context.addError(error().instanceNode(value)
                        .instanceLocation(path)
                        .evaluationPath(context.getEvaluationPath())
                        .build());
            }
        }

        private boolean holds(JsonNode value) {
            if (getKeyword().equals("const")) {
                return schemaNode.equals(value);
            }
            for (JsonNode allowed : schemaNode) {
                if (allowed.equals(value)) {
                    return true;
                }
            }
            return false;
        }
    }
}
