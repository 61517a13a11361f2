package io.cowhand.yaml;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A parsed document; values that were rejected are null. */
public final class YamlDocument {

    private final JsonNode tree;
    private final SourceMap source;
    private final Set<Pointer> rejected;
    private final Set<Pointer> incomplete;
    private final Set<Pointer> ancestors = new HashSet<>();

    /**
     * Creates a document.
     *
     * @param tree its values; whole numbers are big integers, and all numbers with a fraction are {@link
     *     ScalarValue#FRACTION}
     * @param source the positions of the values
     * @param rejected values that were reported and are null in the tree; they get no further problems
     * @param incomplete mappings with keys that were reported and are not in the tree
     */
    YamlDocument(JsonNode tree, SourceMap source, Set<Pointer> rejected, Set<Pointer> incomplete) {
        this.tree = tree;
        this.source = source;
        this.rejected = Set.copyOf(rejected);
        this.incomplete = Set.copyOf(incomplete);
        for (Set<Pointer> refused : List.of(rejected, incomplete)) {
            refused.forEach(pointer -> pointer.andAbove().forEach(ancestors::add));
        }
    }

    /** Returns the document of a text that holds no value, which stands for null. */
    static YamlDocument empty() {
        SourceMap start = new SourceMap(Position.START, Position.START, "", new int[0], 0);
        return new YamlDocument(JsonNodeFactory.instance.nullNode(), start, Set.of(), Set.of());
    }

    /** Returns the values. */
    public JsonNode tree() {
        return tree;
    }

    /** Returns the positions of the values. */
    public SourceMap source() {
        return source;
    }

    /** Returns whether the value at a pointer, or one above it, was rejected. */
    public boolean isRejected(Pointer pointer) {
        return !rejected.isEmpty() && pointer.andAbove().anyMatch(rejected::contains);
    }

    /** Returns whether keys of the mapping at a pointer were rejected. */
    public boolean isIncomplete(Pointer pointer) {
        return incomplete.contains(pointer);
    }

    /** Returns whether the value at a pointer, or one below it, was rejected. */
    public boolean containsRejected(Pointer pointer) {
        return ancestors.contains(pointer);
    }
}
