package io.cowhand.report;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.PlannedChange;
import io.cowhand.undo.UndoClass;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Images with the same changes: the first names, and of each change the first values. */
final class ChangeGroup {

    /** Different values of a change that are counted. */
    private static final int VALUES = 1000;

    private final ImageNames names = new ImageNames();
    private final List<Line> lines = new ArrayList<>();
    private final UndoClass undo;
    private final String verb;

    /**
     * A group without images.
     *
     * @param verb what becomes of the images
     */
    ChangeGroup(UndoClass undo, String verb) {
        this.undo = undo;
        this.verb = verb;
    }

    /** What images of one group have in common: the status, the undo class, and step and thing of each change. */
    static List<Object> key(ImageResult result, List<ChangeText> changes) {
        List<Object> key = new ArrayList<>();
        key.add(result.status());
        key.add(result.undo());
        for (int i = 0; i < changes.size(); i++) {
            key.add(result.changes().get(i).step());
            key.add(changes.get(i).thing());
        }
        return key;
    }

    void add(ImageResult result, List<ChangeText> changes) {
        names.add(result.image());
        for (int i = 0; i < changes.size(); i++) {
            if (i == lines.size()) {
                lines.add(new Line(result.changes().get(i), changes.get(i).thing()));
            }
            lines.get(i).add(changes.get(i).values());
        }
    }

    List<String> render() {
        List<String> rendered = new ArrayList<>();
        rendered.add(names.counted() + " " + verb + ": " + names + " (undo: " + undo.label() + ")");
        int width = lines.stream().mapToInt(line -> line.step.length()).max().orElse(0);
        lines.forEach(line -> rendered.add(line.render(width)));
        return rendered;
    }

    /** One change of the group. */
    private static final class Line {
        private final String step;
        private final String thing;
        private final Set<String> values = new HashSet<>();
        private String first = "";

        Line(PlannedChange change, String thing) {
            String operation = change.operation() + (change.unsafe() ? " (unsafe)" : "");
            step = change.step() == 0 ? operation : "step " + change.step() + " " + operation;
            this.thing = thing;
        }

        void add(String value) {
            if (values.isEmpty()) {
                first = value;
            }
            if (values.size() <= VALUES) {
                values.add(value);
            }
        }

        String render(int width) {
            String line = "  " + step + " ".repeat(width - step.length()) + "   " + thing;
            if (!first.isEmpty()) {
                line += (thing.startsWith("+") || thing.startsWith("-") ? " " : "  ") + first;
            }
            if (values.size() > VALUES) {
                return line + "  (" + ImageNames.count(VALUES, "more value") + ", or more)";
            }
            return values.size() > 1 ? line + "  (" + ImageNames.count(values.size() - 1L, "more value") + ")" : line;
        }
    }
}
