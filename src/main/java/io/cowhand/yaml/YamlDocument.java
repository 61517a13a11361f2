package io.cowhand.yaml;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A document as far as it could be read. */
public final class YamlDocument {

    private final JsonNode tree;
    private final SourceMap source;
    private final Set<Pointer> rejected;
    private final Set<Pointer> incomplete;
    private final Set<Pointer> ancestors = new HashSet<>();

    /**
     * A document.
     *
     * @param tree its values; whole numbers are big integers, and all numbers with a fraction are {@link
     *     ScalarValue#FRACTION}
     * @param source where they stand
     * @param rejected values that were refused already; the tree has null there, and nothing more is to be said of them
     * @param incomplete mappings with keys that were refused already, and are not in the tree
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
        SourceMap start = new SourceMap(Position.START, Position.START, "");
        return new YamlDocument(JsonNodeFactory.instance.nullNode(), start, Set.of(), Set.of());
    }

    public JsonNode tree() {
        return tree;
    }

    public SourceMap source() {
        return source;
    }

    /** Whether something at or above the pointer was refused already. */
    public boolean isRejected(Pointer pointer) {
        return !rejected.isEmpty() && pointer.andAbove().anyMatch(rejected::contains);
    }

    /** Whether keys of the mapping there were refused already. */
    public boolean isIncomplete(Pointer pointer) {
        return incomplete.contains(pointer);
    }

    /** Whether something at or below the pointer was refused already. */
    public boolean containsRejected(Pointer pointer) {
        return ancestors.contains(pointer);
    }
}
