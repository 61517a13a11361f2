package io.cowhand.report;

import io.cowhand.fleet.Image;
import io.cowhand.fleet.PlannedChange;
import io.cowhand.fleet.Status;
import io.cowhand.undo.UndoClass;
import java.util.ArrayList;
import java.util.Collections;
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

    /** Creates a group without images for the given changes. */
    ChangeGroup(Status status, UndoClass undo, List<PlannedChange> changes, List<ChangeText> texts) {
        this.status = status;
        this.undo = undo;
        for (int i = 0; i < changes.size(); i++) {
            lines.add(new Line(changes.get(i), texts.get(i).thing()));
        }
    }

    void add(Image image, List<ChangeText> texts) {
        images.add(image);
        for (int i = 0; i < texts.size(); i++) {
            lines.get(i).add(texts.get(i).values());
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

    List<Line> lines() {
        return Collections.unmodifiableList(lines);
    }

    /** One change of the group, with its values in the images. */
    static final class Line {

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

        private void add(String value) {
            if (values.isEmpty()) {
                first = value;
            }
            if (values.size() <= VALUES) {
                values.add(value);
            }
        }

        /** Returns the change of the group's first image. */
        PlannedChange change() {
            return change;
        }

        /** Returns the thing that changes and its values in the first image. */
        ChangeText text() {
            return new ChangeText(thing, first);
        }

        /** Returns how many values other images have; at most {@value #VALUES}. */
        int moreValues() {
            return Math.min(values.size() - 1, VALUES);
        }

        /** Returns whether there may be more values than {@link #moreValues} returns. */
        boolean hasUncountedValues() {
            return values.size() > VALUES;
        }
    }
}
