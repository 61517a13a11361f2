package io.cowhand.schema;

import io.cowhand.yaml.Quoted;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Words violations of {@code oneOf}, {@code anyOf} and {@code not}. */
final class ChoiceMessage {

    private ChoiceMessage() {}

    /**
     * Returns the message.
     *
     * @param keyword {@code oneOf} or {@code anyOf}
     * @param alternatives the keyword's value
     * @param value the value
     */
    static String of(String keyword, JsonNode alternatives, JsonNode value) {
        List<String> choices = new ArrayList<>();
        Set<String> given = new LinkedHashSet<>();
        boolean several = false;
        for (JsonNode alternative : alternatives) {
            if (!alternative.has("required") || alternative.has("type")) {
                return "must be " + describe(alternatives);
            }
            List<String> names = ValueMessage.words(alternative.get("required"));
            several |= names.size() > 1;
            choices.add(String.join(" with ", names));
            names.stream().filter(value::has).forEach(given::add);
        }
        String here = given.isEmpty() ? "" : "; " + and(given) + (given.size() == 1 ? " is" : " are") + " given";
        if (several) {
            return "give either " + String.join(", or ", choices) + here;
        }
        return (keyword.equals("anyOf") ? "give at least one of " : "give exactly one of ")
                + String.join(", ", choices)
                + here;
    }

    /** Returns the message for what a {@code not} forbids. */
    static String forbidden(JsonNode schema) {
        if (schema.has("required")) {
            List<String> names = ValueMessage.words(schema.get("required"));
            return names.size() == 1
                    ? names.get(0) + " must not be given here"
                    : and(names) + " must not be given together";
        }
        String what = Quoted.firstSentence(schema.path("description").asString(""));
        return what.isEmpty() ? "is not allowed here" : "is not allowed: " + what;
    }

    private static String describe(JsonNode alternatives) {
        List<String> all = new ArrayList<>();
        for (JsonNode alternative : alternatives) {
            String one = describeOne(alternative);
            if (!one.isEmpty()) {
                all.add(one);
            }
        }
        return all.isEmpty() ? "something else" : String.join(", or ", all);
    }

    private static String describeOne(JsonNode schema) {
        if (schema.has("const")) {
            return ValueMessage.shown(schema.get("const"));
        }
        if (schema.has("enum")) {
            return "one of " + Quoted.list(ValueMessage.words(schema.get("enum")));
        }
        if (schema.has("type")) {
            String bounds = ValueMessage.bounds(schema);
            return TypeMessage.words(schema.get("type")) + (bounds.isEmpty() ? "" : " " + bounds);
        }
        return Quoted.firstSentence(schema.path("description").asString(""));
    }

    private static String and(Iterable<String> names) {
        return String.join(" and ", names);
    }
}
