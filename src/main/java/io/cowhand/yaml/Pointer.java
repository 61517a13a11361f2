package io.cowhand.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A JSON pointer (RFC 6901).
 *
 * @param tokens the keys and indexes from the root, not escaped
 */
public record Pointer(List<String> tokens) {

    /** The whole document. */
    public static final Pointer ROOT = new Pointer(List.of());

    /** Copies the list. */
    public Pointer {
        tokens = List.copyOf(tokens);
    }

    /** Returns a pointer of unescaped tokens. */
    public static Pointer of(String... tokens) {
        return new Pointer(List.of(tokens));
    }

    /** Returns the pointer of a key below this one. */
    public Pointer child(String token) {
        List<String> all = new ArrayList<>(tokens);
        all.add(token);
        return new Pointer(all);
    }

    /** Returns the pointer of an index below this one. */
    public Pointer child(int index) {
        return child(Integer.toString(index));
    }

    /** Returns this pointer and all pointers above it. */
    Stream<Pointer> andAbove() {
        return IntStream.rangeClosed(0, tokens.size()).mapToObj(length -> new Pointer(tokens.subList(0, length)));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (String token : tokens) {
            text.append('/').append(token.replace("~", "~0").replace("/", "~1"));
        }
        return text.toString();
    }
}
