package io.cowhand.recipe;

import io.cowhand.operation.OperationHandler;
import io.cowhand.schema.JsonText;
import java.util.List;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Composes the schema of steps with one operation: a handler's fragment and the keys that all steps share. */
final class OperationSchema {

    /** The key of a step's operation. */
    static final String OP = "op";

    /** The key that exempts a step from the rules against harm. */
    static final String UNSAFE = "unsafe";

    /** The key of the condition on which a step runs. */
    static final String WHEN = "when";

    /** The keys of every step that are not arguments. */
    static final List<String> COMMON = List.of(OP, "name", WHEN, UNSAFE);

    private static final String COMMON_PROPERTIES = """
        {
          "op": {"description": "What to do."},
          "name": {
            "type": "string", "minLength": 1,
            "description": "What the step is for, shown beside its changes."
          },
          "when": {
            "type": ["string", "boolean"], "minLength": 1,
            "description": "An expression; the step leaves images alone for which it is false."
          },
          "unsafe": {
            "type": "boolean",
            "description": "Exempts the step from the rules that keep an image from harm."
          }
        }
        """;

    private OperationSchema() {}

    /**
     * Composes the schema.
     *
     * @throws InvalidFragmentException naming the handler, if its fragment cannot be used
     */
    static ObjectNode of(OperationHandler handler) {
        ObjectNode fragment = fragment(handler);
        ObjectNode composed = fragment.objectNode();
        composed.put("title", handler.name());
        composed.put("description", handler.summary());
        composed.put("type", "object");
        ObjectNode properties = (ObjectNode) JsonText.parse(COMMON_PROPERTIES);
        properties.withObject("/op").put("const", handler.name());
        if (handler.alwaysUnsafe()) {
            properties.withObject("/unsafe").put("const", true);
        }
        for (var property : object(handler, fragment, "properties").properties()) {
            if (COMMON.contains(property.getKey())) {
                throw bad(handler, "its property \"" + property.getKey() + "\" is a key of every step");
            }
            if (!property.getValue().isObject()) {
                throw bad(handler, "its property \"" + property.getKey() + "\" is not a JSON object");
            }
            properties.set(property.getKey(), property.getValue());
        }
        composed.set("properties", properties);
        composed.set("required", required(handler, fragment));
        composed.put("additionalProperties", false);
        for (var keyword : fragment.properties()) {
            if (!composed.has(keyword.getKey())) {
                composed.set(keyword.getKey(), keyword.getValue());
            }
        }
        return composed;
    }

    private static ArrayNode required(OperationHandler handler, ObjectNode fragment) {
        ArrayNode required = fragment.arrayNode().add("op");
        JsonNode given = fragment.path("required");
        if (!given.isMissingNode() && !given.isArray()) {
            throw bad(handler, "its \"required\" is not a list");
        }
        given.forEach(required::add);
        return handler.alwaysUnsafe() ? required.add("unsafe") : required;
    }

    private static ObjectNode fragment(OperationHandler handler) {
        JsonNode fragment;
        try {
            fragment = JsonText.parse(handler.schema());
        } catch (StreamReadException notJson) {
            String why = String.valueOf(notJson.getOriginalMessage());
            int end = why.indexOf(" (start marker");
            throw bad(handler, "it is not JSON: " + (end < 0 ? why : why.substring(0, end)));
        } catch (RuntimeException | LinkageError defect) {
            throw bad(handler, defect.toString());
        }
        if (!(fragment instanceof ObjectNode object)) {
            throw bad(handler, "it is not a JSON object");
        }
        if (object.findValue("$ref") != null) {
            throw bad(handler, "it contains $ref, which is not supported");
        }
        return object;
    }

    private static ObjectNode object(OperationHandler handler, ObjectNode fragment, String name) {
        JsonNode value = fragment.path(name);
        if (value instanceof ObjectNode object) {
            return object;
        }
        if (value.isMissingNode()) {
            return fragment.objectNode();
        }
        throw bad(handler, "its \"" + name + "\" is not a JSON object");
    }

    private static InvalidFragmentException bad(OperationHandler handler, String why) {
        return new InvalidFragmentException("the schema of operation " + handler.name() + " ("
                + handler.getClass().getName() + ") cannot be used: " + why);
    }
}
