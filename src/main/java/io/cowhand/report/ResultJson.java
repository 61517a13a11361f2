package io.cowhand.report;

import io.cowhand.diff.Change;
import io.cowhand.plan.PlannedChange;
import io.cowhand.plan.Remark;
import io.cowhand.problem.Location;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.run.ImageResult;
import io.cowhand.target.ImageReference;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;

/** Results as JSON objects, one a line. */
public final class ResultJson {

    private static final String FORMAT_VERSION = "1.0";

    private ResultJson() {}

    /** What became of an image in a plan or an apply. */
    public static String result(ImageResult result) {
        return JsonLines.line(json -> {
            image(json, result.image());
            json.writeStringProperty("status", result.status().label());
            json.writeArrayPropertyStart("changes");
            result.changes().forEach(change -> change(json, change));
            json.writeEndArray();
            result.undo().ifPresent(undo -> json.writeStringProperty("undo", undo.label()));
            json.writeArrayPropertyStart("problems");
            result.remarks().forEach(remark -> remark(json, remark));
            json.writeEndArray();
        });
    }

    /** What an image's header says. */
    public static String inspection(ImageReference image, ImageFacts facts, boolean opens, List<Problem> problems) {
        return JsonLines.line(json -> {
            json.writeStringProperty("format_version", FORMAT_VERSION);
            image(json, image);
            json.writeBooleanProperty("opens", opens);
            problems(json, problems);
            HeaderJson.write(json, facts.header());
            TablesJson.write(json, facts);
            json.writeNumberProperty("file_size", facts.fileSize());
        });
    }

    /** Why an image's header cannot be shown. */
    public static String inspection(ImageReference image, Problem problem) {
        return JsonLines.line(json -> {
            json.writeStringProperty("format_version", FORMAT_VERSION);
            image(json, image);
            json.writeBooleanProperty("opens", false);
            problems(json, List.of(problem));
        });
    }

    private static void image(JsonGenerator json, ImageReference image) {
        json.writeStringProperty("image", image.display());
        image.uri().ifPresent(uri -> json.writeStringProperty("image_uri", uri));
    }

    private static void problems(JsonGenerator json, List<Problem> problems) {
        json.writeArrayPropertyStart("problems");
        problems.forEach(problem -> remark(json, Remark.ofImage(problem)));
        json.writeEndArray();
    }

    private static void remark(JsonGenerator json, Remark remark) {
        Problem problem = remark.problem();
        json.writeStartObject();
        if (remark.step() > 0) {
            json.writeNumberProperty("step", remark.step());
            json.writeStringProperty("op", remark.operation());
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
            json.writeStringProperty("value", at.value());
        }
        json.writeStringProperty("message", problem.message());
        json.writeEndObject();
    }

    private static void change(JsonGenerator json, PlannedChange planned) {
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
            values(json, change);
        }
        if (planned.unsafe()) {
            json.writeBooleanProperty("unsafe", true);
        }
        json.writeEndObject();
    }

    private static void values(JsonGenerator json, Change change) {
        if (change instanceof Change.Field field) {
            number(json, "before", field.before());
            number(json, "after", field.after());
        } else if (change instanceof Change.Feature feature) {
            json.writeBooleanProperty("before", feature.before());
            json.writeBooleanProperty("after", feature.after());
        } else if (change instanceof Change.Extension extension) {
            json.writeNumberProperty("occurrence", extension.occurrence());
            extension(json, "before", extension.before());
            extension(json, "after", extension.after());
        } else if (change instanceof Change.Order order) {
            magics(json, "before", order.before());
            magics(json, "after", order.after());
        } else if (change instanceof Change.BackingFile name) {
            HeaderJson.name(json, "before", name.before());
            HeaderJson.name(json, "after", name.after());
        }
    }

    private static void number(JsonGenerator json, String member, OptionalLong value) {
        json.writeName(member);
        if (value.isPresent()) {
            JsonLines.unsigned(json, value.getAsLong());
        } else {
            json.writeNull();
        }
    }

    private static void extension(JsonGenerator json, String member, Optional<HeaderExtension> extension) {
        json.writeName(member);
        if (extension.isPresent()) {
            json.writeStartObject();
            HeaderJson.extension(json, extension.get(), Optional.empty());
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
