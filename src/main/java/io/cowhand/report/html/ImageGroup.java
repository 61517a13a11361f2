package io.cowhand.report.html;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Images with the same result: their number, the first names, and what is the same, with the values of the first one. */
final class ImageGroup {

    private static final int NAMES = 3;

    private final int status;
    private final String undo;
    private final List<Line> changes;
    private final List<Line> problems;
    private final boolean isRest;
    private final List<String> names = new ArrayList<>();
    private long images;

    private ImageGroup(int status, String undo, List<Line> changes, List<Line> problems, boolean isRest) {
        this.status = status;
        this.undo = undo;
        this.changes = changes;
        this.problems = problems;
        this.isRest = isRest;
    }

    static ImageGroup of(Result result) {
        return new ImageGroup(result.status(), result.undo(), lines(result.changes()), lines(result.problems()), false);
    }

    /** Returns a group for all images of a status that are in no other group. */
    static ImageGroup rest(int status) {
        return new ImageGroup(status, "", List.of(), List.of(), true);
    }

    private static List<Line> lines(List<Entry> entries) {
        return entries.stream().map(Line::new).toList();
    }

    void add(String name, Result result) {
        images++;
        if (names.size() < NAMES) {
            names.add(name);
        }
        if (!isRest) {
            compare(changes, result.changes());
            compare(problems, result.problems());
        }
    }

    private static void compare(List<Line> lines, List<Entry> entries) {
        for (int i = 0; i < lines.size(); i++) {
            lines.get(i).compare(entries.get(i));
        }
    }

    void write(JsonGenerator json) {
        json.writeStartObject();
        json.writeNumberProperty("status", status);
        json.writeNumberProperty("images", images);
        json.writeStringProperty("undo", undo);
        json.writeBooleanProperty("rest", isRest);
        json.writeArrayPropertyStart("names");
        names.forEach(json::writeString);
        json.writeEndArray();
        write(json, "changes", changes);
        write(json, "problems", problems);
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String member, List<Line> lines) {
        json.writeArrayPropertyStart(member);
        lines.forEach(line -> line.write(json));
        json.writeEndArray();
    }

    /** An entry that all images of the group have, with the values of the first one. */
    private static final class Line {
        private final Entry first;
        private boolean varies;

        Line(Entry first) {
            this.first = first;
        }

        void compare(Entry other) {
            varies |= !other.values().equals(first.values());
        }

        void write(JsonGenerator json) {
            first.write(json, varies);
        }
    }
}
