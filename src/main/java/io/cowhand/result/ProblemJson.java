package io.cowhand.result;

import io.cowhand.fleet.StepProblem;
import io.cowhand.json.JsonLines;
import io.cowhand.json.JsonMembers;
import io.cowhand.json.MalformedJsonException;
import io.cowhand.problem.Location;
import io.cowhand.problem.Origin;
import io.cowhand.problem.Problem;
import io.cowhand.problem.Severity;
import io.cowhand.problem.Value;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;

/** Problems of images as JSON, written and read. */
public final class ProblemJson {

    private ProblemJson() {}

    /** Writes a problem as an object. */
    public static void write(JsonGenerator json, StepProblem found) {
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
            write(json, at.value());
        }
        json.writeStringProperty("message", problem.message());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Value value) {
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

    static StepProblem read(JsonMembers in) throws MalformedJsonException {
        Problem problem = new Problem(
                in.text("code"),
                Labels.find(in, "severity", Severity.values(), Severity::label),
                Labels.find(in, "origin", Origin.values(), Origin::label),
                location(in),
                in.text("message"));
        return in.has("step")
                ? new StepProblem(in.number("step", Integer.MAX_VALUE), in.text("op"), problem)
                : StepProblem.ofImage(problem);
    }

    private static Location location(JsonMembers in) throws MalformedJsonException {
        return in.has("field")
                ? new Location.InHeader(
                        in.text("field"),
                        in.has("offset") ? OptionalLong.of(in.unsigned("offset")) : OptionalLong.empty(),
                        value(in))
                : Location.NOWHERE;
    }

    private static Value value(JsonMembers in) throws MalformedJsonException {
        if (!in.has("value")) {
            return Value.NONE;
        }
        return in.isNumber("value")
                ? new Value.Number(in.unsigned("value"))
                : new Value.Text(in.text("value"), in.optionalText("value_hex").orElse(""));
    }
}
