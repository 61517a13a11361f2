package io.cowhand.expression;

import java.util.List;

/**
 * A name that stands for nothing.
 *
 * @param name the name as written
 * @param candidates the names that could have been meant, so that the caller can say which one is nearest
 */
public record UnknownName(String name, List<String> candidates) {

    /** Copies the list. */
    public UnknownName {
        candidates = List.copyOf(candidates);
    }
}
