package io.cowhand.json;

import io.cowhand.qcow2.BitmapDirectory;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.qcow2.Snapshot;
import io.cowhand.qcow2.SnapshotTable;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;

/** Writes the tables of an image as members of a JSON object; sizes are in bytes. */
public final class TablesJson {

    private TablesJson() {}

    /** Writes snapshots and bitmaps; the lists may be empty. */
    public static void write(JsonGenerator json, ImageFacts facts) {
        snapshots(json, facts.snapshots());
        bitmaps(json, "bitmaps", facts.bitmaps());
    }

    /** Writes the snapshots of a table. */
    public static void snapshots(JsonGenerator json, Optional<SnapshotTable> snapshots) {
        json.writeArrayPropertyStart("snapshots");
        snapshots.ifPresent(table -> table.snapshots().forEach(each -> snapshot(json, each)));
        json.writeEndArray();
    }

    /** Writes the bitmaps of a directory as the member of the given name. */
    public static void bitmaps(JsonGenerator json, String member, Optional<BitmapDirectory> bitmaps) {
        json.writeArrayPropertyStart(member);
        bitmaps.ifPresent(directory -> directory.bitmaps().forEach(each -> bitmap(json, each)));
        json.writeEndArray();
    }

    private static void snapshot(JsonGenerator json, Snapshot snapshot) {
        json.writeStartObject();
        HeaderJson.name(json, "id", Optional.of(snapshot.id()));
        HeaderJson.name(json, "name", Optional.of(snapshot.name()));
        json.writeStringProperty("date", date(snapshot));
        json.writeNumberProperty("date_sec", snapshot.dateSeconds());
        json.writeNumberProperty("date_nsec", snapshot.dateNanoseconds());
        JsonLines.number(json, "vm_clock_nsec", OptionalLong.of(snapshot.vmClockNanoseconds()));
        JsonLines.number(json, "vm_state_size", OptionalLong.of(snapshot.vmStateSize()));
        JsonLines.number(json, "virtual_size", snapshot.diskSize());
        JsonLines.number(json, "icount", snapshot.instructionCount());
        json.writeNumberProperty("extra_data_size", snapshot.extraDataSize());
        json.writeEndObject();
    }

    /** Returns the time of a snapshot in ISO 8601. */
    public static String date(Snapshot snapshot) {
        return Instant.ofEpochSecond(snapshot.dateSeconds(), snapshot.dateNanoseconds())
                .toString();
    }

    private static void bitmap(JsonGenerator json, BitmapDirectory.Entry bitmap) {
        json.writeStartObject();
        HeaderJson.name(json, "name", Optional.of(bitmap.name()));
        JsonLines.number(json, "granularity", bitmap.granularity());
        json.writeArrayPropertyStart("flags");
        bitmap.flagLabels().forEach(json::writeString);
        json.writeEndArray();
        json.writeBooleanProperty("in_use", bitmap.has(BitmapDirectory.Flag.IN_USE));
        json.writeEndObject();
    }
}
