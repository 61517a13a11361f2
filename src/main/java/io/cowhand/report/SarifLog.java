package io.cowhand.report;

import io.cowhand.fleet.Image;
import io.cowhand.json.JsonLines;
import io.cowhand.problem.Location;
import io.cowhand.problem.Problem;
import io.cowhand.problem.Severity;
import io.cowhand.qcow2.HeaderField;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/**
 * Problems as SARIF 2.1.0, the format in which static analysis reports to code hosts.
 *
 * <p>Each problem is a line of its own, written as it arrives; the rules, which only then are known, follow.
 */
public final class SarifLog {

    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private static final String INFORMATION = "https://github.com/cowhand/cowhand";

    private final Map<String, Integer> rules = new LinkedHashMap<>();
    private final Consumer<String> out;
    private final Optional<String> version;
    private boolean hasResults;

    /**
     * Begins a log.
     *
     * @param out receives each line
     * @param version the program's version, if it is known
     */
    public SarifLog(Consumer<String> out, Optional<String> version) {
        this.out = out;
        this.version = version;
        out.accept("{\"$schema\":\"" + SCHEMA + "\",\"version\":\"2.1.0\",\"runs\":[{\"results\":[");
    }

    /** Adds a problem of an image. */
    public void add(Image image, Problem problem) {
        addAt(ArtifactUri.of(image), problem);
    }

    /** Adds a problem of a recipe, at its place or else in the recipe as a whole. */
    public void add(String recipe, Problem problem) {
        addAt(ArtifactUri.of(problem.location() instanceof Location.InText at ? at.file() : recipe), problem);
    }

    private void addAt(String uri, Problem problem) {
        int index = rules.computeIfAbsent(problem.code(), first -> rules.size());
        out.accept((hasResults ? "," : "")
                + JsonLines.object(json -> {
                    json.writeStringProperty("ruleId", problem.code());
                    json.writeNumberProperty("ruleIndex", index);
                    json.writeStringProperty("level", level(problem.severity()));
                    message(json, "message", SarifText.message(problem.message()));
                    json.writeArrayPropertyStart("locations");
                    json.writeStartObject();
                    json.writeObjectPropertyStart("physicalLocation");
                    json.writeObjectPropertyStart("artifactLocation");
                    json.writeStringProperty("uri", uri);
                    json.writeEndObject();
                    region(json, problem.location());
                    json.writeEndObject();
                    logicalLocation(json, problem.location());
                    json.writeEndObject();
                    json.writeEndArray();
                }));
        hasResults = true;
    }

    static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case NOTICE -> "note";
        };
    }

    static void message(JsonGenerator json, String member, String text) {
        json.writeObjectPropertyStart(member);
        json.writeStringProperty("text", text);
        json.writeEndObject();
    }

    private static void region(JsonGenerator json, Location location) {
        if (location instanceof Location.InText at) {
            json.writeObjectPropertyStart("region");
            json.writeNumberProperty("startLine", at.line());
            json.writeNumberProperty("startColumn", at.column());
            json.writeEndObject();
        } else if (location instanceof Location.InHeader at && at.offset().isPresent()) {
            json.writeObjectPropertyStart("region");
            json.writeName("byteOffset");
            JsonLines.unsigned(json, at.offset().getAsLong());
            HeaderField.find(at.field())
                    .filter(field -> field.offset() == at.offset().getAsLong())
                    .ifPresent(field -> json.writeNumberProperty("byteLength", field.width()));
            json.writeEndObject();
        }
    }

    /** Names the field of a header, or the node of a recipe. */
    private static void logicalLocation(JsonGenerator json, Location location) {
        String name = location instanceof Location.InHeader at
                ? at.field()
                : location instanceof Location.InText at ? at.pointer() : "";
        if (!name.isEmpty()) {
            json.writeArrayPropertyStart("logicalLocations");
            json.writeStartObject();
            json.writeStringProperty("fullyQualifiedName", Escaped.plain(name));
            json.writeEndObject();
            json.writeEndArray();
        }
    }

    /**
     * Ends the log.
     *
     * @param isSuccessful whether the program did all of its work, whatever it found
     */
    public void end(boolean isSuccessful) {
        String rest = JsonLines.object(json -> {
            json.writeObjectPropertyStart("tool");
            json.writeObjectPropertyStart("driver");
            json.writeStringProperty("name", "cowhand");
            version.ifPresent(known -> json.writeStringProperty("version", known));
            json.writeStringProperty("informationUri", INFORMATION);
            json.writeArrayPropertyStart("rules");
            rules.keySet().forEach(code -> SarifRule.write(json, code));
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
            // Columns count characters, as in all messages.
            json.writeStringProperty("columnKind", "unicodeCodePoints");
            json.writeArrayPropertyStart("invocations");
            json.writeStartObject();
            json.writeBooleanProperty("executionSuccessful", isSuccessful);
            json.writeEndObject();
            json.writeEndArray();
        });
        // The members of the run besides its results.
        out.accept("]," + rest.substring(1) + "]}");
    }
}
