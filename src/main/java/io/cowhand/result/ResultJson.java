package io.cowhand.result;

import io.cowhand.fleet.Image;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.PlannedChange;
import io.cowhand.json.JsonLines;
import tools.jackson.core.JsonGenerator;

/** Results of plans and runs as JSON objects, one per line. {@link ResultJsonReader} is the inverse. */
public final class ResultJson {

    private ResultJson() {}

    /** Returns the result for one image. */
    public static String result(ImageResult result) {
        return JsonLines.line(json -> members(json, result));
    }

    /** Writes the result for one image as members of the current object. */
    public static void members(JsonGenerator json, ImageResult result) {
        image(json, result.image());
        json.writeStringProperty("status", result.status().label());
        result.wave().ifPresent(wave -> json.writeNumberProperty("wave", wave));
        changes(json, result);
        result.undo().ifPresent(undo -> json.writeStringProperty("undo", undo.label()));
        problems(json, result);
    }

    /** Writes the problems as a member of the current object. */
    public static void problems(JsonGenerator json, ImageResult result) {
        json.writeArrayPropertyStart("problems");
        result.problems().forEach(problem -> ProblemJson.write(json, problem));
        json.writeEndArray();
    }

    /** Writes the changes as a member of the current object. */
    public static void changes(JsonGenerator json, ImageResult result) {
        json.writeArrayPropertyStart("changes");
        for (PlannedChange change : result.changes()) {
            json.writeStartObject();
            change(json, change, result);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Writes one of the changes as members of the current object. */
    public static void change(JsonGenerator json, PlannedChange change, ImageResult result) {
        ChangeJson.write(json, change, result.bitmaps());
    }

    /** Writes the name of an image as members of the current object. */
    public static void image(JsonGenerator json, Image image) {
        json.writeStringProperty("image", image.display());
        image.uri().ifPresent(uri -> json.writeStringProperty("image_uri", uri));
        image.position().ifPresent(position -> json.writeNumberProperty("position", position));
    }
}
