package io.cowhand.result;

import io.cowhand.fleet.RolloutSummary;
import io.cowhand.fleet.RolloutSummary.Reason;
import io.cowhand.fleet.RolloutSummary.Stop;
import io.cowhand.fleet.RolloutSummary.Wave;
import io.cowhand.fleet.StepProblem;
import io.cowhand.json.JsonMembers;
import io.cowhand.json.MalformedJsonException;
import io.cowhand.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JsonGenerator;

/** How a run went through its waves, as members beside a summary, written and read. */
final class RolloutJson {

    private static final String WAVES = "waves";
    private static final String WAVE = "wave";
    private static final String IMAGES = "images";
    private static final String CHANGES = "changes";
    private static final String FAILURES = "failures";
    private static final String NOT_RUN = "not_run";
    private static final String STOP = "stop";
    private static final String REASON = "reason";
    private static final String MESSAGE = "message";
    private static final String PROBLEMS = "problems";

    private RolloutJson() {}

    static void write(JsonGenerator json, RolloutSummary rollout) {
        if (!rollout.waves().isEmpty()) {
            json.writeArrayPropertyStart(WAVES);
            for (Wave wave : rollout.waves()) {
                json.writeStartObject();
                json.writeNumberProperty(WAVE, wave.number());
                json.writeNumberProperty(IMAGES, wave.images());
                json.writeNumberProperty(CHANGES, wave.changes());
                json.writeNumberProperty(FAILURES, wave.failures());
                json.writeNumberProperty(NOT_RUN, wave.notRun());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        rollout.stop().ifPresent(stop -> {
            json.writeObjectPropertyStart(STOP);
            json.writeStringProperty(REASON, stop.reason().label());
            stop.wave().ifPresent(wave -> json.writeNumberProperty(WAVE, wave));
            json.writeStringProperty(MESSAGE, stop.message());
            json.writeEndObject();
        });
        if (!rollout.failedExpectations().isEmpty()) {
            json.writeArrayPropertyStart(PROBLEMS);
            rollout.failedExpectations().forEach(problem -> ProblemJson.write(json, StepProblem.ofImage(problem)));
            json.writeEndArray();
        }
    }

    static RolloutSummary read(JsonMembers in) throws MalformedJsonException {
        List<Wave> waves = new ArrayList<>();
        if (in.has(WAVES)) {
            for (JsonMembers wave : in.objects(WAVES)) {
                waves.add(new Wave(
                        wave.number(WAVE, Integer.MAX_VALUE),
                        wave.unsigned(IMAGES),
                        wave.unsigned(CHANGES),
                        wave.unsigned(FAILURES),
                        wave.unsigned(NOT_RUN)));
            }
        }
        List<Problem> problems = new ArrayList<>();
        if (in.has(PROBLEMS)) {
            for (JsonMembers problem : in.objects(PROBLEMS)) {
                problems.add(ProblemJson.read(problem).problem());
            }
        }
        return new RolloutSummary(
                waves, in.has(STOP) ? Optional.of(stop(in.object(STOP))) : Optional.empty(), problems);
    }

    private static Stop stop(JsonMembers in) throws MalformedJsonException {
        return new Stop(
                Labels.find(in, REASON, Reason.values(), Reason::label),
                in.has(WAVE) ? OptionalInt.of(in.number(WAVE, Integer.MAX_VALUE)) : OptionalInt.empty(),
                in.text(MESSAGE));
    }
}
