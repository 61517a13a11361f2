package io.cowhand.report;

import io.cowhand.diff.Change;
import io.cowhand.fleet.Image;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.PlannedChange;
import io.cowhand.fleet.StepProblem;
import io.cowhand.json.HeaderJson;
import io.cowhand.json.JsonLines;
import io.cowhand.problem.Location;
import io.cowhand.problem.Problem;
import io.cowhand.problem.Value;
import io.cowhand.qcow2.BitmapDirectory;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.HeaderExtension;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** Results of plans and runs as JSON objects, one per line. */
public final class ResultJson {

    private ResultJson() {}

    /** Returns the result for one image. */
    public static String result(ImageResult result) {
        return JsonLines.line(json -> {
            image(json, result.image());
            json.writeStringProperty("status", result.status().label());
            result.wave().ifPresent(wave -> json.writeNumberProperty("wave", wave));
            json.writeArrayPropertyStart("changes");
            result.changes().forEach(change -> change(json, change, result.bitmaps()));
            json.writeEndArray();
            result.undo().ifPresent(undo -> json.writeStringProperty("undo", undo.label()));
            json.writeArrayPropertyStart("problems");
            result.problems().forEach(problem -> problem(json, problem));
            json.writeEndArray();
        });
    }

    static void image(JsonGenerator json, Image image) {
        json.writeStringProperty("image", image.display());
        image.uri().ifPresent(uri -> json.writeStringProperty("image_uri", uri));
    }

    static void problem(JsonGenerator json, StepProblem found) {
        Problem problem = found.problem();
        json.writeStartObject();
        if (found.step() > 0) {
            json.writeNumberProperty("step", found.step());
            json.writeStringProperty("op", found.operation());
        }
        json.writeStringProperty("code", problem.code());
        json.writeStringProperty("severity", problem.severity().label());
        json.writeStringProperty("origin", problem.origin().label());
        if (problem.location() instanceof Location.InHeader at) {
            json.writeStringProperty("field", at.field());
            at.offset().ifPresent(offset -> {
                json.writeName("offset");
                JsonLines.unsigned(json, offset);
            });
            value(json, at.value());
        }
        json.writeStringProperty("message", problem.message());
        json.writeEndObject();
    }

    private static void value(JsonGenerator json, Value value) {
        if (value instanceof Value.Number number) {
            json.writeName("value");
            JsonLines.unsigned(json, number.number());
        } else if (value instanceof Value.Text text) {
            json.writeStringProperty("value", text.text());
            if (!text.hex().isEmpty()) {
                json.writeStringProperty("value_hex", text.hex());
            }
        }
    }

    private static void change(JsonGenerator json, PlannedChange planned, Optional<BitmapDirectory> bitmaps) {
        Change change = planned.change();
        json.writeStartObject();
        json.writeNumberProperty("step", planned.step());
        json.writeStringProperty("op", planned.operation());
        json.writeStringProperty("kind", change.kind());
        if (change instanceof Change.RawBytes bytes) {
            json.writeNumberProperty("offset", bytes.offset());
            json.writeStringProperty("before", bytes.before().toHex());
            json.writeStringProperty("after", bytes.after().toHex());
        } else {
            json.writeStringProperty("name", change.name());
            values(json, change, bitmaps);
        }
        if (planned.unsafe()) {
            json.writeBooleanProperty("unsafe", true);
        }
        json.writeEndObject();
    }

    private static void values(JsonGenerator json, Change change, Optional<BitmapDirectory> bitmaps) {
        if (change instanceof Change.Field field) {
            JsonLines.number(json, "before", field.before());
            JsonLines.number(json, "after", field.after());
        } else if (change instanceof Change.Feature feature) {
            json.writeBooleanProperty("before", feature.before());
            json.writeBooleanProperty("after", feature.after());
        } else if (change instanceof Change.Extension extension) {
            json.writeNumberProperty("occurrence", extension.occurrence());
            extension(json, "before", extension.before(), bitmaps);
            extension(json, "after", extension.after(), bitmaps);
        } else if (change instanceof Change.Order order) {
            magics(json, "before", order.before());
            magics(json, "after", order.after());
        } else if (change instanceof Change.BackingFile name) {
            HeaderJson.name(json, "before", name.before());
            HeaderJson.name(json, "after", name.after());
        }
    }

    private static void extension(
            JsonGenerator json, String member, Optional<HeaderExtension> extension, Optional<BitmapDirectory> bitmaps) {
        json.writeName(member);
        if (extension.isPresent()) {
            json.writeStartObject();
            HeaderJson.extension(json, extension.get(), Optional.empty(), bitmaps);
            json.writeEndObject();
        } else {
            json.writeNull();
        }
    }

    private static void magics(JsonGenerator json, String member, List<Long> magics) {
        json.writeArrayPropertyStart(member);
        magics.forEach(magic -> json.writeString(ExtensionType.hex(magic)));
        json.writeEndArray();
    }
}
