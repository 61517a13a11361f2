package io.cowhand.json;

import io.cowhand.bytes.Bytes;
import io.cowhand.qcow2.BitmapDirectory;
import io.cowhand.qcow2.ExtensionPayload;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.FeatureGroup;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.rule.HeaderRules;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** Writes the parts of a header as members of a JSON object. */
public final class HeaderJson {

    /** PATH_MAX, in bytes. */
    private static final int LONGEST_NAME = 4096;

    private HeaderJson() {}

    /** Writes a whole header: fields, features, extensions, names and labels. */
    public static void write(JsonGenerator json, ImageFacts facts) {
        HeaderImage header = facts.header();
        fields(json, header);
        features(json, header);
        extensions(json, header, facts.bitmaps());
        name(json, "backing_file", header.backingName());
        name(
                json,
                "backing_format",
                header.extension(ExtensionType.BACKING_FORMAT).map(HeaderExtension::data));
        name(json, "data_file", header.extension(ExtensionType.DATA_FILE).map(HeaderExtension::data));
        json.writeName("labels");
        labels(
                json,
                header.payload(ExtensionType.LABELS, ExtensionPayload.Labels.class)
                        .map(ExtensionPayload.Labels::labels)
                        .orElse(Map.of()));
    }

    private static void fields(JsonGenerator json, HeaderImage header) {
        json.writeObjectPropertyStart("header");
        for (HeaderField field : HeaderField.values()) {
            json.writeName(field.specName());
            if (header.has(field)) {
                JsonLines.unsigned(json, header.get(field));
            } else {
                json.writeNull();
            }
        }
        json.writeEndObject();
    }

    private static void features(JsonGenerator json, HeaderImage header) {
        json.writeObjectPropertyStart("features");
        for (FeatureGroup group : FeatureGroup.values()) {
            json.writeArrayPropertyStart(group.label());
            header.features(group).forEach(bit -> json.writeString(bit.label()));
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    /** Writes the extensions, as a list; the first of very many. */
    public static void extensions(JsonGenerator json, HeaderImage header, Optional<BitmapDirectory> bitmaps) {
        json.writeArrayPropertyStart("extensions");
        header.forEachExtension(HeaderRules.MAX_SHOWN_EXTENSIONS, (extension, offset) -> {
            json.writeStartObject();
            extension(json, extension, Optional.of(offset), bitmaps);
            json.writeEndObject();
        });
        json.writeEndArray();
    }

    /**
     * Writes one extension: its type, offset and length, and its payload as text, entries or hexadecimal digits. Where the
     * entries do not tell all bytes, the digits stand beside them.
     *
     * @param bitmaps the bitmap directory that the image's bitmaps extension points to
     */
    public static void extension(
            JsonGenerator json,
            HeaderExtension extension,
            Optional<Integer> offset,
            Optional<BitmapDirectory> bitmaps) {
        json.writeStringProperty("type", extension.label());
        json.writeStringProperty("magic", ExtensionType.hex(extension.magic()));
        offset.ifPresent(at -> json.writeNumberProperty("offset", at.intValue()));
        json.writeNumberProperty("length", extension.data().length());
        ExtensionPayload payload = extension.payload();
        if (payload instanceof ExtensionPayload.Name name) {
            name(json, "text", Optional.of(name.bytes()));
        } else if (payload instanceof ExtensionPayload.FeatureNames names) {
            json.writeArrayPropertyStart("entries");
            names.entries().forEach(entry -> featureName(json, entry));
            json.writeEndArray();
        } else if (payload instanceof ExtensionPayload.Labels labels) {
            json.writeName("entries");
            labels(json, labels.labels());
            if (!ExtensionPayload.Labels.encode(labels.labels()).equals(extension.data())) {
                hex(json, extension);
            }
        } else if (bitmaps.filter(directory -> directory.pointer().equals(payload))
                .isPresent()) {
            TablesJson.bitmaps(json, "entries", bitmaps);
            hex(json, extension);
        } else {
            ExtensionText.of(extension)
                    .ifPresentOrElse(text -> json.writeStringProperty("text", text), () -> hex(json, extension));
        }
    }

    private static void hex(JsonGenerator json, HeaderExtension extension) {
        json.writeStringProperty("hex", extension.data().toHex());
    }

    private static void featureName(JsonGenerator json, ExtensionPayload.FeatureNames.Entry entry) {
        json.writeStartObject();
        json.writeNumberProperty("type", entry.type());
        json.writeNumberProperty("bit", entry.bit());
        name(json, "name", Optional.of(entry.name()));
        json.writeEndObject();
    }

    private static void labels(JsonGenerator json, Map<String, String> labels) {
        json.writeStartObject();
        labels.forEach(json::writeStringProperty);
        json.writeEndObject();
    }

    /**
     * Writes a name as text and, where it is not UTF-8, also as hexadecimal digits. A name that is longer than any path is
     * cut, and its length is written as well.
     */
    public static void name(JsonGenerator json, String member, Optional<Bytes> name) {
        json.writeName(member);
        if (name.isEmpty()) {
            json.writeNull();
            return;
        }
        int length = name.get().length();
        Bytes shown = name.get().slice(0, Math.min(length, LONGEST_NAME));
        json.writeString(shown.display());
        if (shown.asUtf8().isEmpty()) {
            json.writeStringProperty(member + "_hex", shown.toHex());
        }
        if (shown.length() < length) {
            json.writeNumberProperty(member + "_length", length);
        }
    }
}
