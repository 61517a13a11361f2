package io.cowhand.report;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.RolloutSummary;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Status;
import io.cowhand.fleet.StepProblem;
import io.cowhand.json.JsonLines;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** JSON Lines: one object per image, then the summary. */
public final class JsonReport implements FleetReport {

    private final Consumer<String> out;

    /** Creates a report that passes each line to {@code out}. */
    public JsonReport(Consumer<String> out) {
        this.out = out;
    }

    @Override
    public void result(ImageResult result) {
        out.accept(ResultJson.result(result));
    }

    @Override
    public void end(RunSummary summary) {
        out.accept(JsonLines.line(json -> {
            json.writeObjectPropertyStart("summary");
            json.writeNumberProperty("images", summary.images());
            for (Status status : Status.values()) {
                if (status.isUsual(summary.dryRun()) || summary.count(status) > 0) {
                    json.writeNumberProperty(status.label(), summary.count(status));
                }
            }
            json.writeEndObject();
            summary.stopsAt().ifPresent(image -> json.writeStringProperty("stops_at", image));
            rollout(json, summary.rollout());
            summary.run().ifPresent(run -> json.writeStringProperty("run", run));
        }));
    }

    private static void rollout(JsonGenerator json, RolloutSummary rollout) {
        if (!rollout.waves().isEmpty()) {
            json.writeArrayPropertyStart("waves");
            for (RolloutSummary.Wave wave : rollout.waves()) {
                json.writeStartObject();
                json.writeNumberProperty("wave", wave.number());
                json.writeNumberProperty("images", wave.images());
                json.writeNumberProperty("changes", wave.changes());
                json.writeNumberProperty("failures", wave.failures());
                json.writeNumberProperty("not_run", wave.notRun());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        rollout.stop().ifPresent(stop -> {
            json.writeObjectPropertyStart("stop");
            json.writeStringProperty("reason", stop.reason().label());
            stop.wave().ifPresent(wave -> json.writeNumberProperty("wave", wave));
            json.writeStringProperty("message", stop.message());
            json.writeEndObject();
        });
        if (!rollout.failedExpectations().isEmpty()) {
            json.writeArrayPropertyStart("problems");
            rollout.failedExpectations().forEach(problem -> ResultJson.problem(json, StepProblem.ofImage(problem)));
            json.writeEndArray();
        }
    }
}
