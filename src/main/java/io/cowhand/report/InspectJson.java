package io.cowhand.report;

import io.cowhand.fleet.StepProblem;
import io.cowhand.inspect.Usage;
import io.cowhand.json.HeaderJson;
import io.cowhand.json.JsonLines;
import io.cowhand.json.JsonValue;
import io.cowhand.json.TablesJson;
import io.cowhand.os.HeldLock;
import io.cowhand.qcow2.ImageCache;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.result.ProblemJson;
import io.cowhand.result.ResultJson;
import io.cowhand.run.InspectSummary;
import io.cowhand.run.Inspection;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;

/** Inspections as JSON objects, one per line. */
public final class InspectJson {

    private InspectJson() {}

    /** Returns the inspection of an image; it has problems only if the header cannot be decoded. */
    public static String inspection(Inspection inspection) {
        return inspection(inspection, new ImageCache<>());
    }

    /**
     * Returns the inspection of an image.
     *
     * @param headers the members for a header and its tables, as far as they are known
     */
    static String inspection(Inspection inspection, ImageCache<String> headers) {
        return JsonLines.line(json -> {
            verdict(json, inspection);
            inspection.facts().ifPresent(facts -> {
                json.writeRaw(',');
                json.writeRaw(headers.get(facts, facts.header().encode(), InspectJson::header));
                json.writeNumberProperty("file_size", facts.fileSize());
                locks(json, inspection.locks());
            });
        });
    }

    private static String header(ImageFacts facts) {
        String object = JsonLines.object(json -> {
            HeaderJson.write(json, facts);
            TablesJson.write(json, facts);
        });
        return object.substring(1, object.length() - 1);
    }

    /** Returns the values of the selected expressions by name; of an image that has none, the problems. */
    public static String selection(Inspection inspection) {
        return JsonLines.line(json -> inspection
                .row()
                .ifPresentOrElse(
                        row -> row.byName().forEach((name, value) -> {
                            json.writeName(name);
                            JsonValue.write(json, value);
                        }),
                        () -> verdict(json, inspection)));
    }

    private static void verdict(JsonGenerator json, Inspection inspection) {
        ResultJson.image(json, inspection.image());
        json.writeBooleanProperty("opens", inspection.verdict().opens());
        json.writeBooleanProperty("opens_for_writing", inspection.verdict() == Inspection.Verdict.OPENS);
        json.writeArrayPropertyStart("problems");
        inspection.problems().forEach(problem -> ProblemJson.write(json, StepProblem.ofImage(problem)));
        json.writeEndArray();
    }

    /** Returns the numbers of images, by verdict. */
    public static String summary(InspectSummary summary) {
        return JsonLines.line(json -> {
            json.writeObjectPropertyStart("summary");
            counts(json, summary);
            json.writeEndObject();
        });
    }

    static void counts(JsonGenerator json, InspectSummary summary) {
        json.writeNumberProperty("images", summary.images());
        json.writeNumberProperty("opens", summary.opening());
        json.writeNumberProperty("does_not_open", summary.images() - summary.opening());
        json.writeNumberProperty("with_problems", summary.withProblems());
        json.writeNumberProperty("in_use", summary.inUse());
        json.writeNumberProperty("not_selected", summary.notSelected());
        json.writeNumberProperty("passed_over", summary.passedOver());
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
}
