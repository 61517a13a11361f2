package io.cowhand.report;

import io.cowhand.journal.Intent;
import io.cowhand.journal.JournalSummary;
import io.cowhand.journal.Outcome;
import io.cowhand.journal.RunMetadataJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Runs as text for people, and as JSON. */
public final class RunText {

    private RunText() {}

    /** A run on one line: id, who, how many images, what for. */
    public static String line(String id, JournalSummary summary, boolean live) {
        String what = summary.metadata()
                .map(metadata -> metadata.user()
                        + metadata.sudoUser().map(user -> " (" + user + ")").orElse("") + "  " + metadata.name())
                .orElse("(cut off before it began)");
        return Escaped.plain(String.format(
                Locale.ROOT, "%s  %,8d written  %-12s %s", id, summary.written(), state(summary, live), what));
    }

    private static String state(JournalSummary summary, boolean live) {
        if (live) {
            return "at work";
        }
        if (summary.damage().isPresent()) {
            return "damaged";
        }
        if (summary.unresolved() > 0) {
            return String.format(Locale.ROOT, "%,d open", summary.unresolved());
        }
        return summary.ended() ? "ended" : "cut off";
    }

    /** A run as a JSON object on one line. */
    public static String json(String id, JournalSummary summary, boolean live) {
        return JsonLines.line(json -> {
            json.writeStringProperty("run", id);
            json.writeStringProperty("state", state(summary, live));
            json.writeNumberProperty("images", summary.intents());
            json.writeNumberProperty("written", summary.written());
            json.writeNumberProperty("unresolved", summary.unresolved());
            summary.metadata().ifPresent(metadata -> RunMetadataJson.fields(json, metadata));
        });
    }

    /** All about a run but its images. */
    public static List<String> page(String id, JournalSummary summary, boolean live) {
        List<String> lines = new ArrayList<>();
        lines.add(id + ": " + state(summary, live) + ", " + Count.of(summary.written(), "image") + " written");
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
                    "recipe",
                    metadata.recipe() + (metadata.digest().isEmpty() ? "" : ", SHA-256 " + metadata.digest())));
            metadata.commit().ifPresent(commit -> lines.add(row("commit", commit)));
            metadata.reason().ifPresent(reason -> lines.add(row("reason", reason)));
        });
        return lines;
    }

    private static String row(String name, String value) {
        return Escaped.plain(String.format(Locale.ROOT, "  %-13s %s", name, value));
    }

    /** What a run did to one image, on one line. */
    public static String imageLine(Intent intent, Optional<Outcome> outcome) {
        return "  " + Escaped.plain(intent.image()) + ": " + word(outcome) + ", "
                + intent.change().after().length() + " bytes at offset "
                + intent.change().offset() + " (undo: "
                + intent.undo().undoClass().label() + ")";
    }

    private static String word(Optional<Outcome> outcome) {
        return outcome.map(known -> known.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .orElse("open");
    }

    /** What a run did to one image, as a JSON object on one line. */
    public static String imageJson(Intent intent, Optional<Outcome> outcome) {
        return JsonLines.line(json -> {
            json.writeStringProperty("image", intent.image());
            json.writeStringProperty("image_uri", intent.uri());
            json.writeStringProperty("outcome", word(outcome));
            json.writeStringProperty("undo", intent.undo().undoClass().label());
            json.writeNumberProperty("offset", intent.change().offset());
            json.writeStringProperty("before", intent.change().before().toHex());
            json.writeStringProperty("after", intent.change().after().toHex());
        });
    }
}
