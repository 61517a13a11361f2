package io.cowhand.yaml;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The positions of a document's values in its text: a tree of the same shape.
 *
 * <p>A tree and not a map from pointers, since pointers repeat the keys above them: long keys over many values would
 * take more memory than the limit on the text's size allows for.
 */
public final class SourceMap {

    private final Position key;
    private final Position value;
    private final String text;
    private final Map<String, SourceMap> children = new LinkedHashMap<>();

    /**
     * Creates a value without children.
     *
     * @param key the start of its key, or of the value if it has no key
     * @param value the start of the value
     * @param text the text of a scalar, without quotes; {@code ""} for a list or mapping
     */
    SourceMap(Position key, Position value, String text) {
        this.key = key;
        this.value = value;
        this.text = text;
    }

    /** Returns the start of the key, or of the value if it has no key. */
    public Position key() {
        return key;
    }

    /** Returns the start of the value. */
    public Position value() {
        return value;
    }

    /** Returns the text of a scalar, without quotes; {@code ""} for a list or mapping. */
    public String text() {
        return text;
    }

    /** Returns the child with a key or index. */
    public Optional<SourceMap> child(String token) {
        return Optional.ofNullable(children.get(token));
    }

    void add(String token, SourceMap child) {
        children.put(token, child);
    }

    /** Returns the value at a pointer, or the nearest one above if there is none. */
    public SourceMap nearest(Pointer pointer) {
        SourceMap at = this;
        for (String token : pointer.tokens()) {
            @Nullable SourceMap next = at.children.get(token);
            if (next == null) {
                return at;
            }
            at = next;
        }
        return at;
    }
}
