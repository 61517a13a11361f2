package io.cowhand.result;

import io.cowhand.fleet.FleetPart;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Shard;
import io.cowhand.fleet.Status;
import io.cowhand.json.JsonLines;
import io.cowhand.json.JsonMembers;
import io.cowhand.json.MalformedJsonException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The summary of results as JSON, written and read. It is the last line, so that incomplete results are known by its lack. */
public final class SummaryJson {

    /** The name of the file with the summary, where results are a folder. */
    public static final String FILE = "_summary.json";

    private static final String SUMMARY = "summary";
    private static final String IMAGES = "images";
    private static final String NAME = "name";
    private static final String STEPS = "steps";
    private static final String SHARD = "shard";
    private static final String STOPS_AT = "stops_at";
    private static final String DIGEST = "digest";
    private static final String RUN = "run";
    private static final String RUNS = "runs";
    private static final String SHA256 = "sha256";

    private SummaryJson() {}

    /**
     * A summary, and what is written with it.
     *
     * @param heading what the results are about; empty for commands without a recipe
     * @param summary the summary
     * @param sha256 the SHA-256 of the lines before
     */
    public record Written(Optional<Heading> heading, RunSummary summary, String sha256) {}

    /** Returns the line of a summary. */
    public static String write(Written written) {
        RunSummary summary = written.summary();
        return JsonLines.line(json -> {
            json.writeObjectPropertyStart(SUMMARY);
            json.writeNumberProperty(IMAGES, summary.images());
            for (Status status : Status.values()) {
                if (status.isUsual(summary.dryRun()) || summary.count(status) > 0) {
                    json.writeNumberProperty(status.label(), summary.count(status));
                }
            }
            json.writeEndObject();
            summary.stopsAt().ifPresent(image -> json.writeStringProperty(STOPS_AT, image));
            RolloutJson.write(json, summary.rollout());
            summary.digest().ifPresent(digest -> json.writeStringProperty(DIGEST, digest));
            summary.run().ifPresent(run -> json.writeStringProperty(RUN, run));
            if (summary.runs().size() > 1) {
                json.writeArrayPropertyStart(RUNS);
                summary.runs().forEach(json::writeString);
                json.writeEndArray();
            }
            written.heading().ifPresent(heading -> {
                json.writeStringProperty(NAME, heading.recipe());
                json.writeNumberProperty(STEPS, heading.steps());
                heading.part().ifPresent(part -> {
                    json.writeObjectPropertyStart(SHARD);
                    json.writeNumberProperty("index", part.shard().index());
                    json.writeNumberProperty("count", part.shard().count());
                    json.writeNumberProperty(IMAGES, part.images());
                    json.writeEndObject();
                });
            });
            json.writeStringProperty(SHA256, written.sha256());
        });
    }

    /** Returns whether an object is a summary. */
    public static boolean isSummary(JsonMembers in) {
        return in.has(SUMMARY);
    }

    /** Reads a summary. */
    public static Written read(JsonMembers in) throws MalformedJsonException {
        JsonMembers counted = in.object(SUMMARY);
        Map<Status, Long> counts = new EnumMap<>(Status.class);
        for (Status status : Status.values()) {
            long count = counted.has(status.label()) ? counted.unsigned(status.label()) : 0;
            if (count != 0) {
                counts.put(status, count);
            }
        }
        boolean dryRun = !counted.has(Status.CHANGED.label());
        RunSummary summary = new RunSummary(
                dryRun, runs(in), counts, false, true, in.optionalText(STOPS_AT), digest(in), RolloutJson.read(in));
        if (counted.unsigned(IMAGES) != summary.images()) {
            throw counted.wrong(IMAGES, "is not the sum of the other numbers");
        }
        return new Written(heading(in, summary), summary, in.text(SHA256));
    }

    private static Optional<String> digest(JsonMembers in) throws MalformedJsonException {
        Optional<String> digest = in.optionalText(DIGEST);
        if (digest.isPresent() && !digest.get().matches("sha256:[0-9a-f]{64}")) {
            throw in.wrong(DIGEST, "is not a digest");
        }
        return digest;
    }

    private static List<String> runs(JsonMembers in) throws MalformedJsonException {
        if (in.has(RUNS)) {
            return in.texts(RUNS);
        }
        return in.optionalText(RUN).map(List::of).orElse(List.of());
    }

    private static Optional<Heading> heading(JsonMembers in, RunSummary summary) throws MalformedJsonException {
        if (!in.has(NAME)) {
            return Optional.empty();
        }
        Optional<FleetPart> part = in.has(SHARD) ? Optional.of(part(in.object(SHARD))) : Optional.empty();
        return Optional.of(new Heading(
                in.text(NAME), in.number(STEPS, Integer.MAX_VALUE), summary.images(), part, summary.dryRun()));
    }

    private static FleetPart part(JsonMembers in) throws MalformedJsonException {
        int count = in.number("count", Integer.MAX_VALUE);
        int index = in.number("index", count);
        if (index == 0) {
            throw in.wrong("index", "is out of range");
        }
        return new FleetPart(new Shard(index, count), in.unsigned(IMAGES));
    }
}
