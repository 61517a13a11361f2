package io.cowhand.planfile;

import io.cowhand.bytes.Bytes;
import io.cowhand.fleet.Portion;
import io.cowhand.fleet.Waves;
import io.cowhand.json.JsonLines;
import io.cowhand.json.JsonMembers;
import io.cowhand.json.JsonValue;
import io.cowhand.json.MalformedJsonException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** The head of a saved plan as JSON. */
final class PlanHeadJson {

    /** The member that tells a plan from other JSON. */
    static final String PLAN = "plan";

    private static final String WAVES = "waves";
    private static final String MAX_FAILURES = "max_failures";
    private static final String ON_ERROR = "on_error";
    private static final String STOP = "stop";
    private static final String CONTINUE = "continue";
    private static final int MOST_STEPS = 1 << 20;

    private PlanHeadJson() {}

    static String line(PlanHead head) {
        return JsonLines.line(json -> {
            json.writeStringProperty(PLAN, head.plan());
            json.writeStringProperty("created_at", head.createdAt().toString());
            json.writeStringProperty("host", head.host());
            json.writeStringProperty("user", head.user());
            json.writeStringProperty("version", head.version());
            json.writeStringProperty("directory", head.directory());
            json.writeNumberProperty("images", head.images());
            if (!head.waves().isNone()) {
                json.writeArrayPropertyStart(WAVES);
                head.waves().ends().forEach(end -> json.writeString(end.toString()));
                json.writeEndArray();
            }
            head.maxFailures().ifPresent(most -> json.writeStringProperty(MAX_FAILURES, most.toString()));
            json.writeObjectPropertyStart("recipe");
            recipe(json, head.recipe());
            json.writeEndObject();
        });
    }

    private static void recipe(JsonGenerator json, RecordedRecipe recipe) {
        json.writeStringProperty("file", recipe.file());
        json.writeStringProperty("name", recipe.name());
        json.writeStringProperty("sha256", recipe.digest());
        json.writeNumberProperty("steps", recipe.steps());
        json.writeName("vars");
        JsonValue.write(json, recipe.vars());
        json.writeStringProperty("links", recipe.links());
        json.writeStringProperty(ON_ERROR, recipe.stopsOnError() ? STOP : CONTINUE);
        json.writeArrayPropertyStart("files");
        recipe.files().forEach(file -> file(json, file));
        json.writeEndArray();
    }

    /** Writes a file as text, which reviewers can read, if it is text. */
    private static void file(JsonGenerator json, RecordedFile file) {
        json.writeStartObject();
        json.writeStringProperty("file", file.file());
        Optional<String> text = file.content().asUtf8();
        if (text.isPresent()) {
            json.writeStringProperty("text", text.get());
        } else {
            json.writeStringProperty("base64", file.content().toBase64());
        }
        json.writeEndObject();
    }

    static PlanHead read(JsonMembers in) throws MalformedJsonException {
        return new PlanHead(
                in.text(PLAN),
                instant(in),
                in.text("host"),
                in.text("user"),
                in.text("version"),
                directory(in),
                in.unsigned("images"),
                in.has(WAVES) ? waves(in) : Waves.NONE,
                in.has(MAX_FAILURES) ? Optional.of(portion(in, MAX_FAILURES, in.text(MAX_FAILURES))) : Optional.empty(),
                recipe(in.object("recipe")));
    }

    private static Waves waves(JsonMembers in) throws MalformedJsonException {
        List<Portion> ends = new ArrayList<>();
        for (String end : in.texts(WAVES)) {
            ends.add(portion(in, WAVES, end));
        }
        try {
            return new Waves(ends);
        } catch (IllegalArgumentException wrong) {
            throw in.wrong(WAVES, String.valueOf(wrong.getMessage()));
        }
    }

    private static Portion portion(JsonMembers in, String member, String text) throws MalformedJsonException {
        return Portion.parse(text).orElseThrow(() -> in.wrong(member, "is neither a number nor a percentage"));
    }

    private static String directory(JsonMembers in) throws MalformedJsonException {
        String directory = in.text("directory");
        if (!directory.startsWith("/") || directory.indexOf('\0') >= 0) {
            throw in.wrong("directory", "is not an absolute path");
        }
        return directory;
    }

    private static Instant instant(JsonMembers in) throws MalformedJsonException {
        try {
            return Instant.parse(in.text("created_at"));
        } catch (DateTimeParseException malformed) {
            throw in.wrong("created_at", "is not a time");
        }
    }

    private static RecordedRecipe recipe(JsonMembers in) throws MalformedJsonException {
        String onError = in.text(ON_ERROR);
        if (!onError.equals(STOP) && !onError.equals(CONTINUE)) {
            throw in.wrong(ON_ERROR, "is neither " + STOP + " nor " + CONTINUE);
        }
        List<RecordedFile> files = new ArrayList<>();
        for (JsonMembers file : in.objects("files")) {
            files.add(file(file));
        }
        return new RecordedRecipe(
                in.text("file"),
                in.text("name"),
                in.text("sha256"),
                in.number("steps", MOST_STEPS),
                in.values("vars"),
                in.text("links"),
                onError.equals(STOP),
                files);
    }

    private static RecordedFile file(JsonMembers in) throws MalformedJsonException {
        return new RecordedFile(in.text("file"), in.has("text") ? Bytes.utf8(in.text("text")) : in.base64("base64"));
    }
}
