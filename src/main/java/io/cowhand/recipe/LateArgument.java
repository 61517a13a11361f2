package io.cowhand.recipe;

import io.cowhand.expression.Evaluation;
import io.cowhand.expression.Scope;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An argument, or a part of one, whose value depends on the image.
 *
 * @param path the keys and indexes from the step to the value
 * @param value computes the value for an image
 * @param reads the variables that the value may depend on, groups as one
 * @param where what the argument is and where it is written, for messages
 * @param isMessage whether it is text for people, which always has a value
 */
record LateArgument(
        List<String> path, Function<Scope, Evaluation> value, Set<String> reads, String where, boolean isMessage) {

    /** Replaces the value at a path below a step. */
    static void set(ObjectNode step, List<String> path, JsonNode value) {
        JsonNode parent = step;
        for (String token : path.subList(0, path.size() - 1)) {
            parent = child(parent, token);
        }
        String last = path.get(path.size() - 1);
        if (parent instanceof ArrayNode list) {
            list.set(Integer.parseInt(last), value);
        } else {
            ((ObjectNode) parent).set(last, value);
        }
    }

    private static JsonNode child(JsonNode parent, String token) {
        return parent.isArray() ? parent.get(Integer.parseInt(token)) : parent.path(token);
    }
}
