package io.cowhand.report.html;

import io.cowhand.fleet.PlannedChange;
import io.cowhand.fleet.StepProblem;
import io.cowhand.report.ChangeText;
import io.cowhand.report.Escaped;
import io.cowhand.report.ResultText;
import tools.jackson.core.JsonGenerator;

/**
 * A change or a problem of an image, in words.
 *
 * @param step the step that made it; {@code ""} if none did, or it is not recorded
 * @param operation the step's operation
 * @param kind the severity of a problem; {@code ""} for a change
 * @param thing what changes, or the code of a problem
 * @param values the values before and after, or the message of a problem
 */
record Entry(String step, String operation, String kind, String thing, String values) {

    static Entry of(PlannedChange change, ChangeText text) {
        return new Entry(ResultText.step(change), change.operation(), "", text.thing(), text.values());
    }

    static Entry of(StepProblem problem) {
        return new Entry(
                ResultText.step(problem),
                problem.operation(),
                problem.problem().severity().label(),
                problem.problem().code(),
                Escaped.plain(problem.problem().toString()));
    }

    /** Returns what is the same in all images of a group. */
    Entry withoutValues() {
        return new Entry(step, operation, kind, thing, "");
    }

    void write(JsonGenerator json, boolean varies) {
        json.writeStartArray();
        json.writeString(step);
        json.writeString(operation);
        json.writeString(kind);
        json.writeString(thing);
        json.writeString(values);
        json.writeBoolean(varies);
        json.writeEndArray();
    }
}
