package io.cowhand.recipe;

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
final class Source {

    private final Place key;
    private final Place value;
    private final String text;
    private final Map<String, Source> children = new LinkedHashMap<>();

    /**
     * A value without children yet.
     *
     * @param key where its key starts; where it has none, where the value starts
     * @param value where it starts
     * @param text how a scalar is written, without quotes; {@code ""} for a list or mapping
     */
    Source(Place key, Place value, String text) {
        this.key = key;
        this.value = value;
        this.text = text;
    }

    Place key() {
        return key;
    }

    Place value() {
        return value;
    }

    String text() {
        return text;
    }

    /** The child under a key or index. */
    Optional<Source> child(String token) {
        return Optional.ofNullable(children.get(token));
    }

    void add(String token, Source child) {
        children.put(token, child);
    }

    /** What is at the pointer or, where nothing is, at the nearest pointer above. */
    Source nearest(Pointer pointer) {
        Source at = this;
        for (String token : pointer.tokens()) {
            @Nullable Source next = at.children.get(token);
            if (next == null) {
                return at;
            }
            at = next;
        }
        return at;
    }
}
