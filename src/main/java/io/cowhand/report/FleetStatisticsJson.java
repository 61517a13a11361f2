package io.cowhand.report;

import io.cowhand.json.JsonLines;
import io.cowhand.run.FleetStatistics;
import io.cowhand.run.ImageTraits.ProblemKind;
import io.cowhand.run.InspectSummary;
import io.cowhand.run.Inspection.Verdict;
import io.cowhand.run.SizeStatistics;
import io.cowhand.run.Tally;
import java.util.function.BiConsumer;
import tools.jackson.core.JsonGenerator;

/** The statistics of a fleet as a JSON object. */
public final class FleetStatisticsJson {

    private FleetStatisticsJson() {}

    /** Returns the counts of a summary, and the statistics beside them. */
    public static String line(InspectSummary summary, FleetStatistics fleet) {
        return JsonLines.line(json -> {
            json.writeObjectPropertyStart("summary");
            InspectJson.counts(json, summary);
            json.writeNumberProperty("opens_for_writing", summary.count(Verdict.OPENS));
            json.writeNumberProperty("not_qcow2", summary.count(Verdict.NOT_QCOW2));
            json.writeNumberProperty("unreadable", summary.count(Verdict.UNREADABLE));
            tally(json, "in_use_as", fleet.uses(), FleetStatisticsJson::value);
            tally(json, "versions", fleet.versions(), FleetStatisticsJson::value);
            tally(json, "cluster_sizes", fleet.clusterSizes(), FleetStatisticsJson::value);
            sizes(json, "virtual_size", fleet.virtualSizes());
            sizes(json, "file_size", fleet.fileSizes());
            tally(json, "features", fleet.features(), FleetStatisticsJson::value);
            json.writeNumberProperty("encrypted", fleet.encrypted());
            json.writeNumberProperty("with_data_file", fleet.withDataFile());
            json.writeNumberProperty("with_snapshots", fleet.withSnapshots());
            json.writeNumberProperty("snapshots", fleet.snapshots());
            json.writeNumberProperty("with_bitmaps", fleet.withBitmaps());
            json.writeNumberProperty("bitmaps", fleet.bitmaps());
            json.writeNumberProperty("without_backing_file", fleet.withoutBackingFile());
            tally(json, "backing_formats", fleet.backingFormats(), FleetStatisticsJson::value);
            tally(
                    json,
                    "backing_files",
                    fleet.backingFiles(),
                    FleetStatisticsText.SHOWN_NAMES,
                    FleetStatisticsJson::value);
            tally(json, "problems", fleet.problems(), FleetStatisticsJson::problem);
            json.writeEndObject();
        });
    }

    private static <V extends Comparable<? super V>> void tally(
            JsonGenerator json, String member, Tally<V> tally, BiConsumer<JsonGenerator, V> value) {
        tally(json, member, tally, FleetStatisticsText.SHOWN, value);
    }

    private static <V extends Comparable<? super V>> void tally(
            JsonGenerator json, String member, Tally<V> tally, int shown, BiConsumer<JsonGenerator, V> value) {
        json.writeArrayPropertyStart(member);
        for (Tally.Row<V> row : tally.most(shown)) {
            json.writeStartObject();
            value.accept(json, row.value());
            json.writeNumberProperty("images", row.images());
            json.writeEndObject();
        }
        long others = tally.others(shown);
        if (others > 0) {
            json.writeStartObject();
            json.writeNullProperty("value");
            json.writeNumberProperty("images", others);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void value(JsonGenerator json, String value) {
        json.writeStringProperty("value", value);
    }

    private static void value(JsonGenerator json, Integer value) {
        json.writeNumberProperty("value", value);
    }

    private static void problem(JsonGenerator json, ProblemKind kind) {
        json.writeStringProperty("value", kind.code());
        json.writeStringProperty("severity", kind.severity().label());
    }

    private static void sizes(JsonGenerator json, String member, SizeStatistics sizes) {
        json.writeObjectPropertyStart(member);
        json.writeNumberProperty("total", sizes.total());
        json.writeName("largest");
        JsonLines.unsigned(json, sizes.largest());
        json.writeStringProperty("largest_image", sizes.largestImage());
        json.writeEndObject();
    }
}
