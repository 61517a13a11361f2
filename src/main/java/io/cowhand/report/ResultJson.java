package io.cowhand.report;

import io.cowhand.diff.Change;
import io.cowhand.fleet.Image;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.PlannedChange;
import io.cowhand.fleet.StepProblem;
import io.cowhand.inspect.Usage;
import io.cowhand.os.HeldLock;
import io.cowhand.problem.Location;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.BitmapDirectory;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.run.InspectSummary;
import io.cowhand.run.Inspection;
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
            result.changes().forEach(change -> change(json, change, result.bitmaps()));
            json.writeEndArray();
            result.undo().ifPresent(undo -> json.writeStringProperty("undo", undo.label()));
            json.writeArrayPropertyStart("problems");
            result.problems().forEach(problem -> problem(json, problem));
            json.writeEndArray();
        });
    }

    /** What there is to say about an image; only what is wrong where its header cannot be taken apart. */
    public static String inspection(Inspection inspection) {
        return JsonLines.line(json -> {
            json.writeStringProperty("format_version", FORMAT_VERSION);
            image(json, inspection.image());
            json.writeBooleanProperty("opens", inspection.verdict().opens());
            json.writeBooleanProperty("opens_for_writing", inspection.verdict() == Inspection.Verdict.OPENS);
            json.writeArrayPropertyStart("problems");
            inspection.problems().forEach(problem -> problem(json, StepProblem.ofImage(problem)));
            json.writeEndArray();
            inspection.facts().ifPresent(facts -> {
                HeaderJson.write(json, facts);
                TablesJson.write(json, facts);
                json.writeNumberProperty("file_size", facts.fileSize());
                locks(json, inspection.locks());
            });
        });
    }

    /** How many images were inspected, and what came of it. */
    public static String summary(InspectSummary summary) {
        return JsonLines.line(json -> {
            json.writeObjectPropertyStart("summary");
            json.writeNumberProperty("images", summary.images());
            json.writeNumberProperty("opens", summary.opening());
            json.writeNumberProperty("does_not_open", summary.images() - summary.opening());
            json.writeNumberProperty("with_problems", summary.withProblems());
            json.writeNumberProperty("in_use", summary.inUse());
            json.writeNumberProperty("passed_over", summary.passedOver());
            json.writeEndObject();
        });
    }

    private static void locks(JsonGenerator json, List<HeldLock> locks) {
        json.writeName("in_use");
        json.writeString(Usage.of(locks).map(Usage::label).orElse(null));
        json.writeArrayPropertyStart("locks");
        for (HeldLock lock : locks) {
            json.writeStartObject();
            json.writeStringProperty("kind", lock.kind().label());
            json.writeBooleanProperty("exclusive", lock.exclusive());
            json.writeNumberProperty("from", lock.from());
            JsonLines.number(json, "to", lock.isToEnd() ? OptionalLong.empty() : OptionalLong.of(lock.to()));
            JsonLines.number(json, "process", lock.process());
            json.writeStringProperty("process_name", lock.name());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void image(JsonGenerator json, Image image) {
        json.writeStringProperty("image", image.display());
        image.uri().ifPresent(uri -> json.writeStringProperty("image_uri", uri));
    }

    private static void problem(JsonGenerator json, StepProblem found) {
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
            json.writeStringProperty("value", at.value());
        }
        json.writeStringProperty("message", problem.message());
        json.writeEndObject();
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
