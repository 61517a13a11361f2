package io.cowhand.report;

import io.cowhand.problem.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A box of a picture, and those of the overlays beside it. Boxes differ even if they say the same. */
final class GraphBox {

    /** What a box stands for. */
    enum Kind {
        /** A file. */
        FILE,
        /** Several files. */
        GROUP,
        /** A backing file that is not part of the graph. */
        OUTSIDE
    }

    private final Kind kind;
    private final List<String> lines;
    private final List<Problem> problems;
    private final String title;
    private final List<GraphBox> overlays = new ArrayList<>();
    private Optional<GraphBox> base = Optional.empty();

    /**
     * Creates a box without overlays.
     *
     * @param lines what is written in it, escaped for terminals
     * @param title what is shown where somebody points at it, escaped in the same way
     */
    GraphBox(Kind kind, List<String> lines, List<Problem> problems, String title) {
        this.kind = kind;
        this.lines = List.copyOf(lines);
        this.problems = List.copyOf(problems);
        this.title = title;
    }

    void add(GraphBox overlay) {
        overlays.add(overlay);
        overlay.base = Optional.of(this);
    }

    Optional<GraphBox> base() {
        return base;
    }

    Kind kind() {
        return kind;
    }

    List<String> lines() {
        return lines;
    }

    List<Problem> problems() {
        return problems;
    }

    String title() {
        return title;
    }

    List<GraphBox> overlays() {
        return Collections.unmodifiableList(overlays);
    }
}
