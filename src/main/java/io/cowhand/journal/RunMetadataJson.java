package io.cowhand.journal;

import java.io.StringWriter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The metadata of a run as a JSON object, to which later versions may add members. */
public final class RunMetadataJson {

    private static final JsonFactory FACTORY = JsonFactory.builder().build();

    private RunMetadataJson() {}

    /** Returns the metadata as text. */
    public static String write(RunMetadata metadata) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("run", metadata.run());
            fields(json, metadata);
            json.writeEndObject();
        }
        return text.toString();
    }

    /** Writes everything but the run's id, as members of the current object. */
    public static void fields(JsonGenerator json, RunMetadata metadata) {
        json.writeStringProperty("started_at", metadata.startedAt().toString());
        json.writeStringProperty("user", metadata.user());
        optional(json, "sudo_user", metadata.sudoUser());
        json.writeStringProperty("host", metadata.host());
        json.writeStringProperty("boot_id", metadata.boot());
        json.writeStringProperty("version", metadata.version());
        json.writeArrayPropertyStart("arguments");
        metadata.arguments().forEach(json::writeString);
        json.writeEndArray();
        json.writeStringProperty("command", metadata.command());
        json.writeStringProperty("recipe", metadata.recipe());
        json.writeStringProperty("name", metadata.name());
        json.writeStringProperty("digest", metadata.digest());
        if (!metadata.vars().isEmpty()) {
            json.writeName("vars");
            JsonValues.write(json, metadata.vars());
        }
        optional(json, "commit", metadata.commit());
        optional(json, "reason", metadata.reason());
    }

    private static void optional(JsonGenerator json, String name, Optional<String> value) {
        value.ifPresent(text -> json.writeStringProperty(name, text));
    }

    /** Parses metadata; returns nothing if the text is malformed. */
    public static Optional<RunMetadata> read(String text) {
        try {
            JsonNode json = JsonMapper.shared().readTree(text);
            return Optional.of(new RunMetadata(
                    json.path("run").asString(""),
                    Instant.parse(json.path("started_at").asString("")),
                    json.path("user").asString(""),
                    json.path("sudo_user").stringValueOpt(),
                    json.path("host").asString(""),
                    json.path("boot_id").asString(""),
                    json.path("version").asString(""),
                    json.path("arguments").valueStream().map(JsonNode::asString).toList(),
                    json.path("command").asString(""),
                    json.path("recipe").asString(""),
                    json.path("name").asString(""),
                    json.path("digest").asString(""),
                    JsonValues.read(json.path("vars")),
                    json.path("commit").stringValueOpt(),
                    json.path("reason").stringValueOpt()));
        } catch (JacksonException | DateTimeParseException malformed) {
            return Optional.empty();
        }
    }
}
