package io.cowhand.recipe;

import io.cowhand.fleet.Portion;
import io.cowhand.fleet.Waves;
import io.cowhand.yaml.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** Reads {@code expect} and {@code rollout} of a recipe; the schema reports values of wrong types. */
final class RolloutReader {

    static final String ROLLOUT = "rollout";
    static final String WAVES = "waves";
    static final String MAX_FAILURES = "max-failures";
    private static final String EXPECT = "expect";

    private final RecipeSource source;
    private final JsonNode tree;

    RolloutReader(RecipeSource source) {
        this.source = source;
        this.tree = source.document().tree();
    }

    /** Returns what the recipe says, and reports what is not valid. */
    Rollout read() {
        JsonNode rollout = tree.path(ROLLOUT);
        return new Rollout(
                new Expectation(bounds("images"), bounds("changes")),
                waves(rollout.path(WAVES)),
                portion(rollout.path(MAX_FAILURES)));
    }

    private Expectation.Bounds bounds(String key) {
        JsonNode node = tree.path(EXPECT).path(key);
        OptionalLong min = number(node.path("min"));
        OptionalLong max = number(node.path("max"));
        if (min.isPresent() && max.isPresent() && min.getAsLong() > max.getAsLong()) {
            source.report(
                    ProblemCode.BAD_ROLLOUT,
                    Pointer.of(EXPECT).child(key).child("max"),
                    "must be at least min, which is " + min.getAsLong());
        }
        return new Expectation.Bounds(min, max);
    }

    private static OptionalLong number(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong()
                ? OptionalLong.of(node.longValue())
                : OptionalLong.empty();
    }

    private Waves waves(JsonNode list) {
        List<Portion> ends = new ArrayList<>();
        for (int i = 0; i < list.size() && list.isArray(); i++) {
            portion(list.get(i)).filter(end -> end.number() > 0).ifPresent(ends::add);
        }
        if (ends.size() < list.size()) {
            return Waves.NONE; // the schema has reported an entry
        }
        boolean isValid = true;
        for (int i = 0; i < ends.size(); i++) {
            Optional<String> objection = Waves.objection(ends, i);
            if (objection.isPresent()) {
                Pointer at = Pointer.of(ROLLOUT).child(WAVES).child(i);
                source.report(ProblemCode.BAD_ROLLOUT, at, objection.get());
                isValid = false;
            }
        }
        return isValid ? new Waves(ends) : Waves.NONE;
    }

    private static Optional<Portion> portion(JsonNode node) {
        return node.isIntegralNumber() || node.isString() && node.stringValue().endsWith("%")
                ? Portion.parse(node.asString())
                : Optional.empty();
    }
}
