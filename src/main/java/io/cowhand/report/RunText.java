package io.cowhand.report;

import io.cowhand.journal.JournalSummary;
import io.cowhand.journal.RunMetadata;
import io.cowhand.journal.RunMetadataJson;
import io.cowhand.json.CanonicalJson;
import io.cowhand.json.JsonLines;
import io.cowhand.run.RunEntry;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs as text for people, and as JSON. */
public final class RunText {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private RunText() {}

    /** A run on one line: id, time, state, images, who, recipe, reason, and what took it back. */
    public static String line(RunEntry entry) {
        JournalSummary summary = entry.summary();
        String what = summary.metadata()
                .map(metadata -> TIME.format(metadata.startedAt()) + "  " + state(entry) + "  "
                        + String.format(Locale.ROOT, "%,8d written", summary.written()) + "  " + who(metadata) + "  "
                        + named(metadata)
                        + metadata.reason()
                                .map(reason -> "  \"" + reason + "\"")
                                .orElse(""))
                .orElse(state(entry) + "  (interrupted before it began)");
        return Escaped.plain(entry.id() + "  " + what + rolledBack(entry, "  rolled back by "));
    }

    /** What was run: the name alone where it has the source in it. */
    private static String named(RunMetadata metadata) {
        return metadata.name().endsWith(" " + metadata.recipe())
                ? metadata.name()
                : metadata.name() + " (" + metadata.recipe() + ")";
    }

    /** What {@link RunMetadata#recipe} is. */
    private static String source(RunMetadata metadata) {
        return switch (metadata.command()) {
            case "rollback" -> "rollback of";
            case "restore" -> "capture";
            case "qcow2" -> "image";
            default -> "recipe";
        };
    }

    private static String who(RunMetadata metadata) {
        return metadata.user()
                + metadata.sudoUser().map(user -> " (" + user + ")").orElse("");
    }

    private static String rolledBack(RunEntry entry, String words) {
        return entry.rolledBackBy().isEmpty() ? "" : words + String.join(", ", entry.rolledBackBy());
    }

    private static String state(RunEntry entry) {
        return switch (entry.state()) {
            case IN_PROGRESS -> "in progress";
            case DAMAGED -> "damaged";
            case UNRESOLVED -> Count.of(entry.summary().unresolved()) + " unresolved";
            case INTERRUPTED -> "interrupted";
            case ENDED -> "ended";
        };
    }

    /** A run as a JSON object on one line. */
    public static String json(RunEntry entry) {
        JournalSummary summary = entry.summary();
        return JsonLines.line(json -> {
            json.writeStringProperty("run", entry.id());
            json.writeStringProperty("state", state(entry));
            json.writeNumberProperty("images", summary.intents());
            json.writeNumberProperty("written", summary.written());
            json.writeNumberProperty("unresolved", summary.unresolved());
            json.writeArrayPropertyStart("rolled_back_by");
            entry.rolledBackBy().forEach(json::writeString);
            json.writeEndArray();
            summary.metadata().ifPresent(metadata -> RunMetadataJson.fields(json, metadata));
        });
    }

    /** All about a run but its images. */
    public static List<String> page(RunEntry entry) {
        List<String> lines = new ArrayList<>();
        JournalSummary summary = entry.summary();
        lines.add(entry.id() + ": " + state(entry) + ", " + Count.of(summary.written(), "image") + " written");
        summary.metadata().ifPresent(metadata -> {
            lines.add(row("started", metadata.startedAt().toString()));
            lines.add(row(
                    "by",
                    metadata.user()
                            + metadata.sudoUser()
                                    .map(user -> ", with sudo " + user)
                                    .orElse("")));
            lines.add(row("on", metadata.host()));
            lines.add(row("command line", String.join(" ", metadata.arguments())));
            lines.add(row("version", metadata.version()));
            lines.add(row(
                    source(metadata),
                    metadata.recipe() + (metadata.digest().isEmpty() ? "" : ", SHA-256 " + metadata.digest())));
            metadata.vars()
                    .forEach((name, value) -> lines.add(row("variable", name + " = " + CanonicalJson.of(value))));
            metadata.commit().ifPresent(commit -> lines.add(row("commit", commit)));
            metadata.reason().ifPresent(reason -> lines.add(row("reason", reason)));
        });
        if (!entry.rolledBackBy().isEmpty()) {
            lines.add(row("rolled back", rolledBack(entry, "by ")));
        }
        return lines;
    }

    private static String row(String name, String value) {
        return Escaped.plain(String.format(Locale.ROOT, "  %-13s %s", name, value));
    }
}
