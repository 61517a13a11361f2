package io.cowhand.schema;

import io.cowhand.yaml.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * A violation of a schema in words.
 *
 * @param code the problem's code
 * @param key the key of the value that the problem is about; {@code ""} if it is about the value itself
 * @param message what is wrong
 */
public record SchemaProblem(String code, String key, String message) {

    /** The code of a value of another type than its schema wants. */
    public static final String WRONG_TYPE = "wrong-type";

    private static final String BAD_VALUE = "bad-value";

    /** Returns a problem with the value itself. */
    public SchemaProblem(String code, String message) {
        this(code, "", message);
    }

    /**
     * Returns a violation in words.
     *
     * @param otherwise the validator's own words, which take long to compute
     */
    static SchemaProblem of(Violation violation, Supplier<String> otherwise) {
        JsonNode rule = violation.rule();
        JsonNode value = violation.value();
        String written = violation.written();
        return switch (violation.keyword()) {
            case "additionalProperties" -> unknownKey(violation.property(), violation.schema());
            case "required" -> missing(violation.property(), violation.schema());
            case "dependentRequired" -> missing(dependent(rule, value));
            case "type" -> new SchemaProblem(WRONG_TYPE, TypeMessage.of(rule, value, written));
            case "enum" -> new SchemaProblem(BAD_VALUE, ValueMessage.notOneOf(rule, value, written));
            case "const" -> new SchemaProblem(BAD_VALUE, "must be " + ValueMessage.shown(rule));
            case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" ->
                outOfRange(ValueMessage.range(violation.schema(), written));
            case "multipleOf" -> outOfRange("must be a multiple of " + ValueMessage.shown(rule));
            case "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties" ->
                new SchemaProblem("bad-length", ValueMessage.length(violation.keyword(), rule));
            case "uniqueItems" -> new SchemaProblem(BAD_VALUE, "contains the same entry twice");
            case "pattern" -> new SchemaProblem(BAD_VALUE, pattern(violation.schema(), rule, value));
            case "oneOf", "anyOf" -> badCombination(ChoiceMessage.of(violation.keyword(), rule, value));
            case "not" -> badCombination(ChoiceMessage.forbidden(rule));
            default -> new SchemaProblem(BAD_VALUE, otherwise.get());
        };
    }

    private static SchemaProblem outOfRange(String message) {
        return new SchemaProblem("out-of-range", message);
    }

    private static SchemaProblem badCombination(String message) {
        return new SchemaProblem("bad-combination", message);
    }

    private static SchemaProblem missing(String message) {
        return new SchemaProblem("missing-key", message);
    }

    private static SchemaProblem unknownKey(String key, JsonNode parent) {
        List<String> known = new ArrayList<>(parent.path("properties").propertyNames());
        String hint = NearestName.hint(key, known);
        return new SchemaProblem(
                "unknown-key",
                key,
                "unknown key " + Quoted.text(key) + (hint.isEmpty() ? "; known keys: " + Quoted.list(known) : hint));
    }

    /** Returns the problem of a mapping without a key that its schema describes. */
    public static SchemaProblem missing(String key, JsonNode parent) {
        String what = Quoted.firstSentence(
                parent.path("properties").path(key).path("description").asString(""));
        return missing(Quoted.text(key) + " is missing" + (what.isEmpty() ? "" : " (" + what + ")"));
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
}
