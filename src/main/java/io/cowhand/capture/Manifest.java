package io.cowhand.capture;

import io.cowhand.bytes.Bytes;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The entry {@code manifest.json} of a capture.
 *
 * @param origin who made the capture, where, when and of what
 * @param user the effective user, for whom links are followed; empty if unknown
 * @param owners the names of the owners of links, by user id
 * @param entries the other entries of the zip file
 */
record Manifest(Origin origin, OptionalLong user, Map<Long, String> owners, List<Entry> entries) {

    /** The version of the format, of which a reader knows all that have the same number before the dot. */
    private static final String VERSION = "1.0";

    private static final JsonFactory FACTORY = JsonFactory.builder().build();

    /**
     * An entry of the zip file.
     *
     * @param size the number of bytes, uncompressed
     * @param sha256 their digest
     */
    record Entry(String name, long size, Bytes sha256) {}

    /** Copies the collections. */
    Manifest {
        owners = Map.copyOf(owners);
        entries = List.copyOf(entries);
    }

    /** Returns the text. */
    String text() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("format_version", VERSION);
            json.writeStringProperty("created_at", origin.time().toString());
            json.writeStringProperty("host", origin.host());
            json.writeStringProperty("folder", origin.folder());
            json.writeStringProperty("cowhand", origin.version());
            json.writeArrayPropertyStart("images");
            origin.images().forEach(json::writeString);
            json.writeEndArray();
            json.writeNumberProperty("files", origin.files());
            if (user.isPresent()) {
                json.writeNumberProperty("user", user.getAsLong());
            }
            json.writeObjectPropertyStart("owners");
            owners.forEach((owner, name) -> json.writeStringProperty(Long.toString(owner), name));
            json.writeEndObject();
            json.writeArrayPropertyStart("entries");
            for (Entry entry : entries) {
                json.writeStartObject();
                json.writeStringProperty("name", entry.name);
                json.writeNumberProperty("size", entry.size);
                json.writeStringProperty("sha256", entry.sha256.toHex());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    /**
     * Parses a manifest.
     *
     * @throws InvalidCaptureException if it is none, or that of a newer format
     */
    static Manifest of(String text) throws InvalidCaptureException {
        try {
            JsonNode json = JsonMapper.shared().readTree(text);
            String version = json.path("format_version").asString("");
            if (!version.startsWith("1.")) {
                throw new InvalidCaptureException("the capture has the format " + version
                        + ", and this version of Cowhand reads format 1 only: a newer one is needed");
            }
            Map<Long, String> owners = new LinkedHashMap<>();
            json.path("owners")
                    .properties()
                    .forEach(owner -> owners.put(
                            Long.parseLong(owner.getKey()), owner.getValue().asString()));
            List<Entry> entries = new ArrayList<>();
            for (JsonNode entry : json.path("entries")) {
                entries.add(new Entry(
                        entry.path("name").asString(),
                        entry.path("size").asLong(),
                        Bytes.hex(entry.path("sha256").asString())));
            }
            JsonNode user = json.path("user");
            Origin origin = new Origin(
                    Instant.parse(json.path("created_at").asString()),
                    json.path("host").asString(""),
                    json.path("folder").asString(""),
                    json.path("cowhand").asString(""),
                    json.path("images").valueStream().map(JsonNode::asString).toList(),
                    json.path("files").asLong(0));
            return new Manifest(
                    origin, user.isNumber() ? OptionalLong.of(user.asLong()) : OptionalLong.empty(), owners, entries);
        } catch (JacksonException | IllegalArgumentException | DateTimeException malformed) {
            throw new InvalidCaptureException("the capture is malformed: its manifest is not valid");
        }
    }
}
