package io.cowhand.schema;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.AbstractKeyword;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * {@code oneOf} and {@code anyOf} that report one error, or the errors of the only alternative that may be meant.
 *
 * <p>An alternative is not meant if the value is of another type.
 */
final class ChoiceKeyword extends AbstractKeyword {

    ChoiceKeyword(String name) {
        super(name);
    }

    @Override
    public KeywordValidator newValidator(
            SchemaLocation location, JsonNode schema, Schema parent, SchemaContext context) {
        return new Validator(this, schema, location, parent, context);
    }

    private static final class Validator extends BaseKeywordValidator {

        private final List<Schema> alternatives = new ArrayList<>();

        Validator(Keyword keyword, JsonNode schema, SchemaLocation location, Schema parent, SchemaContext context) {
            super(keyword, schema, location, parent, context);
            if (!schema.isArray()) {
                throw new IllegalArgumentException(keyword.getValue() + " is not a list");
            }
            for (int i = 0; i < schema.size(); i++) {
                alternatives.add(context.newSchema(location.append(i), schema.get(i), parent));
            }
        }

        @Override
        public void validate(ExecutionContext context, JsonNode value, JsonNode root, NodePath path) {
            List<Error> before = context.getErrors();
            int fitting = 0;
            List<List<Error>> meant = new ArrayList<>();
            for (Schema alternative : alternatives) {
                List<Error> errors = new ArrayList<>();
                context.setErrors(errors);
                alternative.validate(context, value, root, path);
                if (errors.isEmpty()) {
                    fitting++;
                    if (getKeyword().equals("anyOf")) {
                        break;
                    }
                } else if (errors.stream().noneMatch(error -> isOfType(error, path))) {
                    meant.add(errors);
                }
            }
            context.setErrors(before);
            if (fitting == 1) {
                return;
            }
            if (fitting == 0 && meant.size() == 1) {
                meant.get(0).forEach(context::addError);
                return;
            }
            context.addError(error().instanceNode(value)
                    .instanceLocation(path)
                    .evaluationPath(context.getEvaluationPath())
                    .build());
        }

        private static boolean isOfType(Error error, NodePath path) {
            return "type".equals(error.getKeyword())
                    && error.getInstanceLocation().equals(path);
        }
    }
}
