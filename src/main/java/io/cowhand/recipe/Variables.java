package io.cowhand.recipe;

import io.cowhand.yaml.Pointer;
import io.cowhand.yaml.Position;
import io.cowhand.yaml.ProblemCollector;
import io.cowhand.yaml.Quoted;
import io.cowhand.yaml.SourceMap;
import tools.jackson.databind.JsonNode;

/**
 * Rejects {@code ${…}}.
 *
 * <p>There are no variables in this version. If it were literal text, a recipe would change its meaning once there are.
 */
final class Variables {

    private Variables() {}

    /** Reports each variable in the texts of a value, at any depth; returns whether there is none. */
    static boolean absent(JsonNode value, SourceMap source, Pointer at, ProblemCollector problems) {
        if (value.isString()) {
            return absentFrom(value.stringValue(), source.value(), at, problems);
        }
        boolean absent = true;
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                absent &= below(value.get(i), Integer.toString(i), source, at, problems);
            }
        }
        for (var property : value.properties()) {
            absent &= below(property.getValue(), property.getKey(), source, at, problems);
        }
        return absent;
    }

    private static boolean below(
            JsonNode value, String token, SourceMap source, Pointer at, ProblemCollector problems) {
        return absent(value, source.child(token).orElse(source), at.child(token), problems);
    }

    private static boolean absentFrom(String text, Position place, Pointer at, ProblemCollector problems) {
        boolean absent = true;
        int start = text.indexOf("${");
        int end = text.indexOf('}', start);
        while (start >= 0 && end >= 0) {
            String name = text.substring(start + 2, end);
            problems.add(ProblemCode.UNKNOWN_VARIABLE, place, at, "there is no variable named " + Quoted.text(name));
            absent = false;
            start = text.indexOf("${", end);
            end = text.indexOf('}', Math.max(start, end + 1));
        }
        return absent;
    }
}
