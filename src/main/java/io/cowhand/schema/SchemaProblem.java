package io.cowhand.schema;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import io.cowhand.yaml.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * What a schema finds wrong.
 *
 * @param code the problem's code
 * @param key the key under the value that it is about; {@code ""} where it is about the value
 * @param message what is wrong
 */
record SchemaProblem(String code, String key, String message) {

    /**
     * Words an error of the validator.
     *
     * @param error the error
     * @param schema the schema that was broken
     * @param written how the value is written
     * @param explanations why there is no operation of a name, where that is known
     */
    static SchemaProblem of(
            Error error, JsonNode schema, String written, Function<String, Optional<String>> explanations) {
        JsonNode value = error.getInstanceNode();
        JsonNode parent = parent(error, schema);
        String keyword = error.getKeyword();
        JsonNode rule = parent.path(keyword);
        return switch (keyword) {
            case "additionalProperties" -> unknownKey(error.getProperty(), parent);
            case "required" -> missing(error.getProperty(), parent);
            case "dependentRequired" -> new SchemaProblem("missing-key", "", dependent(rule, value));
            case "type" -> new SchemaProblem("wrong-type", "", TypeMessage.of(rule, value, written));
            case "enum" ->
                isOperation(error, parent)
                        ? new SchemaProblem(
                                "unknown-operation",
                                "",
                                ValueMessage.unknownOperation(rule, value, written, explanations))
                        : new SchemaProblem("bad-value", "", ValueMessage.notOneOf(rule, value, written));
            case "const" -> constant(error, rule, written);
            case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" ->
                new SchemaProblem("out-of-range", "", ValueMessage.range(parent, written));
            case "multipleOf" ->
                new SchemaProblem("out-of-range", "", "must be a multiple of " + ValueMessage.shown(rule));
            case "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties" ->
                new SchemaProblem("bad-length", "", ValueMessage.length(keyword, rule));
            case "uniqueItems" -> new SchemaProblem("bad-value", "", "holds the same entry twice");
            case "pattern" -> new SchemaProblem("bad-value", "", pattern(parent, rule, value));
            case "oneOf", "anyOf" -> new SchemaProblem("bad-combination", "", ChoiceMessage.of(keyword, rule, value));
            case "not" -> new SchemaProblem("bad-combination", "", ChoiceMessage.forbidden(rule));
            default -> new SchemaProblem("bad-value", "", error.getMessage());
        };
    }

    private static SchemaProblem unknownKey(String key, JsonNode parent) {
        List<String> known = new ArrayList<>(parent.path("properties").propertyNames());
        String hint = NearestName.hint(key, known);
        return new SchemaProblem(
                "unknown-key",
                key,
                "unknown key " + Quoted.text(key) + (hint.isEmpty() ? "; known here: " + Quoted.list(known) : hint));
    }

    private static SchemaProblem missing(String key, JsonNode parent) {
        JsonNode property = parent.path("properties").path(key);
        if (key.equals("unsafe") && property.path("const").asBoolean(false)) {
            return unsafeRequired();
        }
        String what = Quoted.firstSentence(property.path("description").asString(""));
        return new SchemaProblem(
                "missing-key", "", Quoted.text(key) + " is missing" + (what.isEmpty() ? "" : " (" + what + ")"));
    }

    private static SchemaProblem unsafeRequired() {
        return new SchemaProblem("unsafe-required", "", "this operation needs \"unsafe: true\"");
    }

    private static SchemaProblem constant(Error error, JsonNode rule, String written) {
        NodePath path = error.getInstanceLocation();
        String name = path.getNameCount() == 1 ? path.getName(0) : "";
        return switch (name) {
            case "unsafe" -> unsafeRequired();
            case "cowhand" ->
                new SchemaProblem(
                        "unsupported-version",
                        "",
                        "this version of Cowhand reads recipes of version " + ValueMessage.shown(rule) + ", not "
                                + Quoted.shortened(written));
            default -> new SchemaProblem("bad-value", "", "must be " + ValueMessage.shown(rule));
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
