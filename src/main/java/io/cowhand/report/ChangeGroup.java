package io.cowhand.report;

import io.cowhand.bytes.UndoClass;
import io.cowhand.plan.PlannedChange;
import io.cowhand.run.ImageResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Images with the same changes: the first names, and of each change the first values. */
final class ChangeGroup {

    /** Names that a heading shows. */
    private static final int NAMES = 3;
    /** Different values of a change that are counted. */
    private static final int VALUES = 1000;

    private final List<String> names = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final UndoClass undo;
    private long images;

    ChangeGroup(UndoClass undo) {
        this.undo = undo;
    }

    /** What images of one group have in common: the undo class, and step and thing of each change. */
    static List<Object> key(ImageResult result) {
        List<Object> key = new ArrayList<>();
        key.add(result.undo());
        for (PlannedChange change : result.changes()) {
            key.add(change.step());
            key.add(ChangeText.of(change.change()).thing());
        }
        return key;
    }

    void add(ImageResult result) {
        images++;
        if (names.size() < NAMES) {
            names.add(Escaped.plain(result.image().display()));
        }
        for (int i = 0; i < result.changes().size(); i++) {
            PlannedChange change = result.changes().get(i);
            if (i == lines.size()) {
                lines.add(new Line(change));
            }
            lines.get(i).add(ChangeText.of(change.change()).values());
        }
    }

    List<String> render(String verb) {
        List<String> rendered = new ArrayList<>();
        rendered.add(count(images, "image") + " " + verb + ": " + String.join(", ", names)
                + (images > names.size() ? ", …" : "") + " (undo: " + undo.label() + ")");
        int width = lines.stream().mapToInt(line -> line.step.length()).max().orElse(0);
        lines.forEach(line -> rendered.add(line.render(width)));
        return rendered;
    }

    /** A number with a noun: {@code 1 image}, {@code 9,998 images}. */
    static String count(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }

    /** One change of the group. */
    private static final class Line {
        private final String step;
        private final String thing;
        private final Set<String> values = new HashSet<>();
        private String first = "";

        Line(PlannedChange change) {
            String operation = change.operation() + (change.unsafe() ? " (unsafe)" : "");
            step = change.step() == 0 ? operation : "step " + change.step() + " " + operation;
            thing = ChangeText.of(change.change()).thing();
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
                return line + "  (" + count(VALUES, "more value") + ", or more)";
            }
            return values.size() > 1 ? line + "  (" + count(values.size() - 1L, "more value") + ")" : line;
        }
    }
}
