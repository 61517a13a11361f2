package io.cowhand.report;

import io.cowhand.qcow2.BitmapDirectory;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.qcow2.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;

/** The tables of an image as members of a JSON object; sizes are in bytes. */
final class TablesJson {

    private TablesJson() {}

    /** Snapshots and bitmaps; empty lists where there are none. */
    static void write(JsonGenerator json, ImageFacts facts) {
        json.writeArrayPropertyStart("snapshots");
        facts.snapshots().map(table -> table.snapshots()).orElse(List.of()).forEach(each -> snapshot(json, each));
        json.writeEndArray();
        json.writeArrayPropertyStart("bitmaps");
        facts.bitmaps().map(directory -> directory.bitmaps()).orElse(List.of()).forEach(each -> bitmap(json, each));
        json.writeEndArray();
    }

    private static void snapshot(JsonGenerator json, Snapshot snapshot) {
        json.writeStartObject();
        HeaderJson.name(json, "id", Optional.of(snapshot.id()));
        HeaderJson.name(json, "name", Optional.of(snapshot.name()));
        json.writeStringProperty(
                "date",
                Instant.ofEpochSecond(snapshot.dateSeconds(), snapshot.dateNanoseconds())
                        .toString());
        json.writeNumberProperty("date_sec", snapshot.dateSeconds());
        json.writeNumberProperty("date_nsec", snapshot.dateNanoseconds());
        number(json, "vm_clock_nsec", OptionalLong.of(snapshot.vmClockNanoseconds()));
        number(json, "vm_state_size", OptionalLong.of(snapshot.vmStateSize()));
        number(json, "virtual_size", snapshot.diskSize());
        number(json, "icount", snapshot.instructionCount());
        json.writeNumberProperty("extra_data_size", snapshot.extraDataSize());
        json.writeEndObject();
    }

    private static void bitmap(JsonGenerator json, BitmapDirectory.Entry bitmap) {
        json.writeStartObject();
        HeaderJson.name(json, "name", Optional.of(bitmap.name()));
        number(json, "granularity", bitmap.granularity());
        json.writeArrayPropertyStart("flags");
        bitmap.flagLabels().forEach(json::writeString);
        json.writeEndArray();
        json.writeBooleanProperty("in_use", bitmap.has(BitmapDirectory.Flag.IN_USE));
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, String member, OptionalLong value) {
        json.writeName(member);
        if (value.isPresent()) {
            JsonLines.unsigned(json, value.getAsLong());
        } else {
            json.writeNull();
        }
    }
}
