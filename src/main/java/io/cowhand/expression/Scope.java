package io.cowhand.expression;

import io.cowhand.qcow2.ImageFacts;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What an expression knows of one image.
 *
 * <p>A supplier is asked only by an expression that reads what it supplies, and at most once per evaluation.
 *
 * @param facts the header and the tables
 * @param inUse who has the image open, as inspect shows it: {@code ""}, {@code reader}, {@code writer} or {@code other}
 * @param backing the facts of the backing file
 * @param row the inventory's line; empty for an image of a glob or a path
 */
public record Scope(ImageFacts facts, Supplier<String> inUse, Supplier<BackingFacts> backing, Map<String, String> row) {

    /** Copies the map. */
    public Scope {
        row = Map.copyOf(row);
    }

    /** Returns the same scope after an edit of the image. */
    public Scope with(ImageFacts edited) {
        return new Scope(edited, inUse, backing, row);
    }
}
