package io.cowhand.report;

import io.cowhand.journal.Glance;
import io.cowhand.journal.HeadJson;
import io.cowhand.journal.Intent;
import io.cowhand.journal.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Runs as text for people, and as JSON. */
public final class RunText {

    private RunText() {}

    /** A run on one line: id, who, how many images, what for. */
    public static String line(String id, Glance glance, boolean live) {
        String what = glance.head()
                .map(head -> head.user()
                        + head.sudoUser().map(user -> " (" + user + ")").orElse("") + "  " + head.name())
                .orElse("(cut off before it began)");
        return Escaped.plain(String.format(
                Locale.ROOT, "%s  %,8d written  %-12s %s", id, glance.written(), state(glance, live), what));
    }

    private static String state(Glance glance, boolean live) {
        if (live) {
            return "at work";
        }
        if (glance.damage().isPresent()) {
            return "damaged";
        }
        if (glance.unresolved() > 0) {
            return String.format(Locale.ROOT, "%,d open", glance.unresolved());
        }
        return glance.ended() ? "ended" : "cut off";
    }

    /** A run as a JSON object on one line. */
    public static String json(String id, Glance glance, boolean live) {
        return JsonLines.line(json -> {
            json.writeStringProperty("run", id);
            json.writeStringProperty("state", state(glance, live));
            json.writeNumberProperty("images", glance.intents());
            json.writeNumberProperty("written", glance.written());
            json.writeNumberProperty("unresolved", glance.unresolved());
            glance.head().ifPresent(head -> HeadJson.fields(json, head));
        });
    }

    /** All about a run but its images. */
    public static List<String> page(String id, Glance glance, boolean live) {
        List<String> lines = new ArrayList<>();
        lines.add(id + ": " + state(glance, live) + ", " + ImageNames.count(glance.written(), "image") + " written");
        glance.head().ifPresent(head -> {
            lines.add(row("started", head.startedAt().toString()));
            lines.add(row(
                    "by",
                    head.user()
                            + head.sudoUser().map(user -> ", with sudo " + user).orElse("")));
            lines.add(row("on", head.host()));
            lines.add(row("command line", String.join(" ", head.arguments())));
            lines.add(row("version", head.version()));
            lines.add(row("recipe", head.recipe() + (head.digest().isEmpty() ? "" : ", SHA-256 " + head.digest())));
            head.commit().ifPresent(commit -> lines.add(row("commit", commit)));
            head.reason().ifPresent(reason -> lines.add(row("reason", reason)));
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
                + intent.undo().label() + ")";
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
            json.writeStringProperty("undo", intent.undo().label());
            json.writeNumberProperty("offset", intent.change().offset());
            json.writeStringProperty("before", intent.change().before().toHex());
            json.writeStringProperty("after", intent.change().after().toHex());
        });
    }
}
