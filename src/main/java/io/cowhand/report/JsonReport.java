package io.cowhand.report;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Status;
import io.cowhand.json.JsonLines;
import io.cowhand.result.ResultJson;
import java.util.function.Consumer;

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
            summary.digest().ifPresent(digest -> json.writeStringProperty("digest", digest));
            summary.run().ifPresent(run -> json.writeStringProperty("run", run));
        }));
    }
}
