package io.cowhand.report;

import io.cowhand.fleet.Image;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.PlannedChange;
import io.cowhand.fleet.Status;
import io.cowhand.undo.UndoClass;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Images with the same changes: the first names and, for each change, the first values. */
final class ChangeGroup {

    /** The most names that a group keeps. */
    private static final int NAMES = 3;

    private final ImageNames images = new ImageNames(NAMES);
    private final List<Line> lines = new ArrayList<>();
    private final Status status;
    private final UndoClass undo;
    private final List<String> bytes;

    /**
     * Creates a group without images for the changes of the first one.
     *
     * @param bytes the lines that show its bytes
     */
    ChangeGroup(ImageResult first, List<ChangeText> texts, List<String> bytes) {
        this.status = first.status();
        this.undo = first.undo().orElseThrow();
        this.bytes = List.copyOf(bytes);
        for (int i = 0; i < texts.size(); i++) {
            lines.add(new Line(first.changes().get(i), texts.get(i).thing()));
        }
    }

    void add(Image image, List<ChangeText> texts) {
        images.add(image);
        for (int i = 0; i < texts.size(); i++) {
            lines.get(i).add(texts.get(i));
        }
    }

    ImageNames images() {
        return images;
    }

    Status status() {
        return status;
    }

    UndoClass undo() {
        return undo;
    }

    /** Returns what changes, once for all steps that change it. */
    List<String> things() {
        return lines.stream().map(line -> line.thing).distinct().toList();
    }

    /** Returns the lines that show the changes with the values of the first image. */
    List<String> text() {
        int width = ResultText.stepWidth(lines.stream().map(line -> line.change).toList());
        return lines.stream()
                .map(line -> ResultText.change(line.change, line.thing, line.first, width) + line.more())
                .toList();
    }

    /** Returns the lines that show the bytes of the first image. */
    List<String> bytes() {
        return bytes;
    }

    /** One change of the group, with its values in the images. */
    private static final class Line {

        /** The most distinct values that are counted, so that memory does not grow with the fleet. */
        private static final int VALUES = 1000;

        private final PlannedChange change;
        private final String thing;
        private final Set<String> values = new HashSet<>();
        private String first = "";

        Line(PlannedChange change, String thing) {
            this.change = change;
            this.thing = thing;
        }

        private void add(ChangeText text) {
            if (values.size() <= VALUES) {
                String value = text.values();
                first = values.isEmpty() ? value : first;
                values.add(value);
            }
        }

        /** Returns how many values other images have, in words after the line; {@code ""} if all have the same. */
        private String more() {
            if (values.size() == 1) {
                return "";
            }
            boolean isCounted = values.size() <= VALUES;
            return "  (" + (isCounted ? "" : "at least ")
                    + Count.of(isCounted ? values.size() - 1 : VALUES, "more value") + ")";
        }
    }
}
