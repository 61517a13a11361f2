package io.cowhand.result;

import io.cowhand.diff.Change;
import io.cowhand.fleet.PlannedChange;
import io.cowhand.json.HeaderJson;
import io.cowhand.json.HeaderJsonReader;
import io.cowhand.json.JsonLines;
import io.cowhand.json.JsonMembers;
import io.cowhand.json.MalformedJsonException;
import io.cowhand.qcow2.BitmapDirectory;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.FeatureBit;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** Changes as JSON, written and read. */
final class ChangeJson {

    private static final String NAME = "name";
    private static final String BEFORE = "before";
    private static final String AFTER = "after";
    private static final String OCCURRENCE = "occurrence";
    private static final String OFFSET = "offset";
    private static final String UNSAFE = "unsafe";

    private ChangeJson() {}

    /** Writes a change as members of the current object. */
    static void write(JsonGenerator json, PlannedChange planned, Optional<BitmapDirectory> bitmaps) {
        Change change = planned.change();
        json.writeNumberProperty("step", planned.step());
        json.writeStringProperty("op", planned.operation());
        json.writeStringProperty("kind", change.kind());
        if (change instanceof Change.RawBytes bytes) {
            json.writeNumberProperty(OFFSET, bytes.offset());
            json.writeStringProperty(BEFORE, bytes.before().toHex());
            json.writeStringProperty(AFTER, bytes.after().toHex());
        } else {
            json.writeStringProperty(NAME, change.name());
            values(json, change, bitmaps);
        }
        if (planned.unsafe()) {
            json.writeBooleanProperty(UNSAFE, true);
        }
    }

    private static void values(JsonGenerator json, Change change, Optional<BitmapDirectory> bitmaps) {
        if (change instanceof Change.Field field) {
            JsonLines.number(json, BEFORE, field.before());
            JsonLines.number(json, AFTER, field.after());
        } else if (change instanceof Change.Feature feature) {
            json.writeBooleanProperty(BEFORE, feature.before());
            json.writeBooleanProperty(AFTER, feature.after());
        } else if (change instanceof Change.Extension extension) {
            json.writeNumberProperty(OCCURRENCE, extension.occurrence());
            extension(json, BEFORE, extension.before(), bitmaps);
            extension(json, AFTER, extension.after(), bitmaps);
        } else if (change instanceof Change.Order order) {
            magics(json, BEFORE, order.before());
            magics(json, AFTER, order.after());
        } else if (change instanceof Change.BackingFile name) {
            HeaderJson.name(json, BEFORE, name.before());
            HeaderJson.name(json, AFTER, name.after());
        }
    }

    private static void extension(
            JsonGenerator json, String member, Optional<HeaderExtension> extension, Optional<BitmapDirectory> bitmaps) {
        json.writeName(member);
        if (extension.isPresent()) {
            json.writeStartObject();
            HeaderJson.extension(json, extension.get(), Optional.empty(), bitmaps);
            json.writeEndObject();
        } else {
            json.writeNull();
        }
    }

    private static void magics(JsonGenerator json, String member, List<Long> magics) {
        json.writeArrayPropertyStart(member);
        magics.forEach(magic -> json.writeString(ExtensionType.hex(magic)));
        json.writeEndArray();
    }

    /** Reads a change. */
    static PlannedChange read(JsonMembers in) throws MalformedJsonException {
        return new PlannedChange(
                in.number("step", Integer.MAX_VALUE), in.text("op"), in.has(UNSAFE) && in.truth(UNSAFE), change(in));
    }

    private static Change change(JsonMembers in) throws MalformedJsonException {
        String kind = in.text("kind");
        return switch (kind) {
            case "field" ->
                new Change.Field(
                        HeaderField.find(in.text(NAME)).orElseThrow(() -> in.wrong(NAME, "is not a header field")),
                        in.unsignedOrNull(BEFORE),
                        in.unsignedOrNull(AFTER));
            case "feature" ->
                new Change.Feature(
                        FeatureBit.find(in.text(NAME)).orElseThrow(() -> in.wrong(NAME, "is not a feature bit")),
                        in.truth(BEFORE),
                        in.truth(AFTER));
            case "extension" -> extension(in);
            case "order" -> new Change.Order(magics(in, BEFORE), magics(in, AFTER));
            case "backing_file" ->
                new Change.BackingFile(HeaderJsonReader.name(in, BEFORE), HeaderJsonReader.name(in, AFTER));
            case "bytes" ->
                new Change.RawBytes(
                        in.number(OFFSET, Limits.MAX_CLUSTER_SIZE),
                        HeaderJsonReader.hex(in, BEFORE),
                        HeaderJsonReader.hex(in, AFTER));
            default -> throw in.wrong("kind", "is \"" + kind + "\", which this Cowhand does not know");
        };
    }

    private static Change.Extension extension(JsonMembers in) throws MalformedJsonException {
        if (in.isNull(BEFORE) && in.isNull(AFTER)) {
            throw in.wrong(AFTER, "is null, and so is " + BEFORE);
        }
        return new Change.Extension(
                in.text(NAME), in.number(OCCURRENCE, Limits.MAX_CLUSTER_SIZE), value(in, BEFORE), value(in, AFTER));
    }

    private static Optional<HeaderExtension> value(JsonMembers in, String member) throws MalformedJsonException {
        return in.isNull(member) ? Optional.empty() : Optional.of(HeaderJsonReader.extension(in.object(member)));
    }

    private static List<Long> magics(JsonMembers in, String member) throws MalformedJsonException {
        List<Long> magics = new ArrayList<>();
        for (String text : in.texts(member)) {
            magics.add(HeaderJsonReader.magic(in, member, text));
        }
        return magics;
    }

    /** Returns the bitmaps that a change lists. */
    static Optional<BitmapDirectory> bitmaps(JsonMembers in) throws MalformedJsonException {
        for (String member : List.of(BEFORE, AFTER)) {
            if (in.text("kind").equals("extension") && !in.isNull(member)) {
                Optional<BitmapDirectory> bitmaps = HeaderJsonReader.bitmaps(in.object(member));
                if (bitmaps.isPresent()) {
                    return bitmaps;
                }
            }
        }
        return Optional.empty();
    }
}
