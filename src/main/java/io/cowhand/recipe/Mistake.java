package io.cowhand.recipe;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What a schema finds wrong.
 *
 * @param code the problem's code
 * @param key the key under the value that it is about; {@code ""} where it is about the value
 * @param message what is wrong
 */
record Mistake(String code, String key, String message) {

    /**
     * Words an error of the validator.
     *
     * @param error the error
     * @param schema the schema that was broken
     * @param written how the value is written
     */
    static Mistake of(Error error, JsonNode schema, String written) {
        JsonNode value = error.getInstanceNode();
        JsonNode parent = parent(error, schema);
        String keyword = error.getKeyword();
        JsonNode rule = parent.path(keyword);
        return switch (keyword) {
            case "additionalProperties" -> unknownKey(error.getProperty(), parent);
            case "required" -> missing(error.getProperty(), parent);
            case "dependentRequired" -> new Mistake("missing-key", "", dependent(rule, value));
            case "type" -> new Mistake("wrong-type", "", TypeMessage.of(rule, value, written));
            case "enum" ->
                isOperation(error, parent)
                        ? new Mistake("unknown-operation", "", ValueMessage.unknownOperation(rule, value, written))
                        : new Mistake("bad-value", "", ValueMessage.notOneOf(rule, value, written));
            case "const" -> constant(error, rule, written);
            case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" ->
                new Mistake("out-of-range", "", ValueMessage.range(parent, written));
            case "multipleOf" -> new Mistake("out-of-range", "", "must be a multiple of " + ValueMessage.shown(rule));
            case "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties" ->
                new Mistake("bad-length", "", ValueMessage.length(keyword, rule));
            case "uniqueItems" -> new Mistake("bad-value", "", "holds the same entry twice");
            case "pattern" -> new Mistake("bad-value", "", pattern(parent, rule, value));
            case "oneOf", "anyOf" -> new Mistake("bad-combination", "", ChoiceMessage.of(keyword, rule, value));
            case "not" -> new Mistake("bad-combination", "", ChoiceMessage.forbidden(rule));
            default -> new Mistake("bad-value", "", error.getMessage());
        };
    }

    private static Mistake unknownKey(String key, JsonNode parent) {
        List<String> known = new ArrayList<>(parent.path("properties").propertyNames());
        String hint = Nearest.hint(key, known);
        return new Mistake(
                "unknown-key",
                key,
                "unknown key " + Quoted.text(key) + (hint.isEmpty() ? "; known here: " + Quoted.list(known) : hint));
    }

    private static Mistake missing(String key, JsonNode parent) {
        JsonNode property = parent.path("properties").path(key);
        if (key.equals("unsafe") && property.path("const").asBoolean(false)) {
            return unsafeRequired();
        }
        String what = Quoted.firstSentence(property.path("description").asString(""));
        return new Mistake(
                "missing-key", "", Quoted.text(key) + " is missing" + (what.isEmpty() ? "" : " (" + what + ")"));
    }

    private static Mistake unsafeRequired() {
        return new Mistake("unsafe-required", "", "this operation needs \"unsafe: true\"");
    }

    private static Mistake constant(Error error, JsonNode rule, String written) {
        NodePath path = error.getInstanceLocation();
        String name = path.getNameCount() == 1 ? path.getName(0) : "";
        return switch (name) {
            case "unsafe" -> unsafeRequired();
            case "cowhand" ->
                new Mistake(
                        "unsupported-version",
                        "",
                        "this version of Cowhand reads recipes of version " + ValueMessage.shown(rule) + ", not "
                                + Quoted.shortened(written));
            default -> new Mistake("bad-value", "", "must be " + ValueMessage.shown(rule));
        };
    }

    private static String pattern(JsonNode parent, JsonNode rule, JsonNode value) {
        String what = Quoted.firstSentence(parent.path("description").asString(""));
        return ValueMessage.shown(value) + " does not match " + rule.asString()
                + (what.isEmpty() ? "" : " (" + what + ")");
    }

    private static String dependent(JsonNode rule, JsonNode value) {
        List<String> all = new ArrayList<>();
        rule.properties().forEach(entry -> {
            if (value.has(entry.getKey())) {
                for (String needed : ValueMessage.words(entry.getValue())) {
                    if (!value.has(needed)) {
                        all.add(Quoted.text(entry.getKey()) + " needs " + Quoted.text(needed) + " beside it");
                    }
                }
            }
        });
        return String.join("; ", all);
    }

    /** Whether it is about {@code /steps/N/op} in the frame. */
    private static boolean isOperation(Error error, JsonNode parent) {
        NodePath path = error.getInstanceLocation();
        return parent.has("enumDescriptions")
                && path.getNameCount() == 3
                && path.getName(2).equals("op");
    }

    /** The schema that holds the keyword that was broken. */
    static JsonNode parent(Error error, JsonNode schema) {
        NodePath path = error.getSchemaLocation().getFragment();
        JsonNode at = schema;
        for (int i = 0; i < path.getNameCount() - 1; i++) {
            at = path.getElement(i) instanceof Integer index ? at.path(index) : at.path(path.getName(i));
        }
        return at;
    }
}
