package io.cowhand.report;

import io.cowhand.json.JsonLines;
import io.cowhand.problem.Location;
import io.cowhand.problem.Problem;
import java.util.List;

/** Results of recipe validation as JSON objects, one per line. */
public final class RecipeJson {

    private RecipeJson() {}

    /** Returns the number of recipes that were checked and the number of invalid ones. */
    public static String summary(long recipes, long invalid) {
        return JsonLines.line(json -> {
            json.writeObjectPropertyStart("summary");
            json.writeNumberProperty("recipes", recipes);
            json.writeNumberProperty("invalid", invalid);
            json.writeEndObject();
        });
    }

    /** Returns whether a recipe is valid, and its problems. */
    public static String validation(String recipe, List<Problem> problems) {
        return JsonLines.line(json -> {
            json.writeStringProperty("recipe", recipe);
            json.writeBooleanProperty("valid", problems.isEmpty());
            json.writeArrayPropertyStart("problems");
            for (Problem problem : problems) {
                json.writeStartObject();
                json.writeStringProperty("code", problem.code());
                json.writeStringProperty("severity", problem.severity().label());
                if (problem.location() instanceof Location.InText at) {
                    json.writeNumberProperty("line", at.line());
                    json.writeNumberProperty("column", at.column());
                    json.writeStringProperty("pointer", at.pointer());
                }
                json.writeStringProperty("message", problem.message());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
