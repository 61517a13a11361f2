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

/** A head as a JSON object, so that later versions may say more. */
public final class HeadJson {

    private static final JsonFactory FACTORY = JsonFactory.builder().build();

    private HeadJson() {}

    static String write(Head head) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("run", head.run());
            fields(json, head);
            json.writeEndObject();
        }
        return text.toString();
    }

    /** All but the run's id, as members of the object that has been begun. */
    public static void fields(JsonGenerator json, Head head) {
        json.writeStringProperty("started_at", head.startedAt().toString());
        json.writeStringProperty("user", head.user());
        optional(json, "sudo_user", head.sudoUser());
        json.writeStringProperty("host", head.host());
        json.writeStringProperty("boot_id", head.boot());
        json.writeStringProperty("version", head.version());
        json.writeArrayPropertyStart("arguments");
        head.arguments().forEach(json::writeString);
        json.writeEndArray();
        json.writeStringProperty("command", head.command());
        json.writeStringProperty("recipe", head.recipe());
        json.writeStringProperty("name", head.name());
        json.writeStringProperty("digest", head.digest());
        optional(json, "commit", head.commit());
        optional(json, "reason", head.reason());
    }

    private static void optional(JsonGenerator json, String name, Optional<String> value) {
        value.ifPresent(text -> json.writeStringProperty(name, text));
    }

    /** The head that a text says; nothing where it is none. */
    static Optional<Head> read(String text) {
        try {
            JsonNode json = JsonMapper.shared().readTree(text);
            return Optional.of(new Head(
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
                    json.path("commit").stringValueOpt(),
                    json.path("reason").stringValueOpt()));
        } catch (JacksonException | DateTimeParseException notHead) {
            return Optional.empty();
        }
    }
}
