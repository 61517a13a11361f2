package io.cowhand.report;

import io.cowhand.bytes.Bytes;
import io.cowhand.fleet.StepProblem;
import io.cowhand.graph.BaseState;
import io.cowhand.graph.GraphFile;
import io.cowhand.graph.GraphFile.Backing;
import io.cowhand.graph.GraphFile.Role;
import io.cowhand.graph.GraphSummary;
import io.cowhand.graph.ImageGraph;
import io.cowhand.json.HeaderJson;
import io.cowhand.json.JsonLines;
import io.cowhand.result.ProblemJson;
import io.cowhand.result.ResultJson;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** A graph as JSON Lines: one object per file, with the edge to its backing file, then the summary. */
public final class GraphJson implements GraphReport {

    @Override
    public void write(ImageGraph graph, Consumer<String> out) {
        for (int node = 0; node < graph.size(); node++) {
            out.accept(file(graph, node));
        }
        out.accept(summary(GraphSummary.of(graph)));
    }

    private static String file(ImageGraph graph, int node) {
        GraphFile file = graph.file(node).orElseThrow();
        return JsonLines.line(json -> {
            ResultJson.image(json, file.image());
            json.writeBooleanProperty("base", file.role() == Role.BASE);
            json.writeName("format");
            json.writeString(file.disk().map(disk -> disk.format().label()).orElse(null));
            JsonLines.number(
                    json,
                    "size",
                    file.disk().stream().mapToLong(GraphFile.Disk::size).findFirst());
            backing(json, graph, node);
            json.writeName("depth");
            graph.depth(node).ifPresentOrElse(json::writeNumber, json::writeNull);
            json.writeNumberProperty("overlays", graph.overlays(node));
            json.writeArrayPropertyStart("problems");
            graph.problems(node).forEach(problem -> ProblemJson.write(json, StepProblem.ofImage(problem)));
            json.writeEndArray();
        });
    }

    private static void backing(JsonGenerator json, ImageGraph graph, int node) {
        Optional<Backing> backing = graph.backing(node);
        HeaderJson.name(json, "backing_file", backing.map(each -> each.overlay().name()));
        Optional<Bytes> declared = backing.flatMap(each -> each.overlay().backingFormat());
        HeaderJson.name(json, "backing_format", declared);
        if (backing.isEmpty()) {
            json.writeNullProperty("backing");
            return;
        }
        int base = graph.base(node).orElseThrow();
        json.writeObjectPropertyStart("backing");
        json.writeStringProperty(
                "state", graph.baseState(node).orElse(BaseState.UNKNOWN).label());
        graph.file(base).ifPresent(found -> {
            ResultJson.image(json, found.image());
            found.disk().ifPresent(disk -> {
                json.writeStringProperty("format", disk.format().label());
                JsonLines.number(json, "size", OptionalLong.of(disk.size()));
            });
        });
        json.writeEndObject();
    }

    private static String summary(GraphSummary summary) {
        return JsonLines.line(json -> {
            json.writeObjectPropertyStart("summary");
            json.writeNumberProperty("images", summary.images());
            json.writeNumberProperty("bases", summary.bases());
            json.writeNumberProperty("trees", summary.trees());
            json.writeNumberProperty("deepest", summary.deepest());
            json.writeNumberProperty("with_problems", summary.withProblems());
            json.writeObjectPropertyStart("problems");
            summary.problems().forEach(json::writeNumberProperty);
            json.writeEndObject();
            json.writeNumberProperty("passed_over", summary.passedOver());
            json.writeEndObject();
        });
    }
}
