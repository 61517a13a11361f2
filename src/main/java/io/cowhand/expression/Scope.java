package io.cowhand.expression;

import io.cowhand.qcow2.ImageFacts;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What an expression knows of one image.
 *
 * <p>The functions are only called for an expression that reads what they return.
 *
 * @param facts the header and the tables
 * @param inUse who has the image open, as inspect shows it: {@code ""}, {@code reader}, {@code writer} or {@code other}
 * @param backing the facts of the backing file that a header of the image names, since an edit may name another one
 * @param row the inventory's line; empty for an image of a glob or a path
 */
public record Scope(
        ImageFacts facts, Supplier<String> inUse, Function<ImageFacts, BackingFacts> backing, Map<String, String> row) {

    /** The variables whose values images mostly do not share, even if their headers, sizes and backing files are equal. */
    public static final Set<String> OF_ONE_IMAGE =
            Set.of("path", "name", "dir", ImageVariables.IN_USE, ImageVariables.ROW);

    /** The group of variables whose values come from the backing file. */
    public static final String BACKING = "backing";

    /** Copies the map. */
    public Scope {
        row = row.isEmpty() ? Map.of() : Map.copyOf(row);
    }

    /** Returns the scope of an image of which nothing else is known: neither in use, nor with a backing file or a row. */
    public static Scope of(ImageFacts facts) {
        return new Scope(facts, () -> "", image -> BackingFacts.NONE, Map.of());
    }

    /** Returns the same scope after an edit of the image. */
    public Scope with(ImageFacts edited) {
        return new Scope(edited, inUse, backing, row);
    }

    /** Returns the same scope with other facts of backing files. */
    public Scope withBacking(Function<ImageFacts, BackingFacts> other) {
        return new Scope(facts, inUse, other, row);
    }

    /** Returns the facts of the backing file that the header names. */
    public BackingFacts backingFacts() {
        return backing.apply(facts);
    }
}
