package io.cowhand.yaml;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of a document stand in its text: a tree of the same shape.
 *
 * <p>A tree and not a map from pointers, because pointers repeat the keys above them: long keys over many values would
 * take memory that no limit on the text's size bounds.
 */
public final class SourceMap {

    private final Position key;
    private final Position value;
    private final String text;
    private final Map<String, SourceMap> children = new LinkedHashMap<>();

    /**
     * A value without children yet.
     *
     * @param key where its key starts; where it has none, where the value starts
     * @param value where it starts
     * @param text how a scalar is written, without quotes; {@code ""} for a list or mapping
     */
    SourceMap(Position key, Position value, String text) {
        this.key = key;
        this.value = value;
        this.text = text;
    }

    public Position key() {
        return key;
    }

    public Position value() {
        return value;
    }

    public String text() {
        return text;
    }

    /** The child under a key or index. */
    public Optional<SourceMap> child(String token) {
        return Optional.ofNullable(children.get(token));
    }

    void add(String token, SourceMap child) {
        children.put(token, child);
    }

    /** What is at the pointer or, where nothing is, at the nearest pointer above. */
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
