package io.cowhand.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Markdown of bounded size, so that it is not too large for a comment: who adds something asks first whether it fits. */
final class MarkdownDocument {

    /** Bytes at most; the hosts of pull requests accept 65,536 characters. */
    static final int LIMIT = 60_000;
    /** Bytes that {@link #fits} leaves for what {@link #add} adds in any case. */
    private static final int RESERVE = 6_000;

    private final List<String> lines = new ArrayList<>();
    private int bytes;

    /** Adds lines. */
    void add(String... added) {
        add(List.of(added));
    }

    /** Adds lines. */
    void add(List<String> added) {
        lines.addAll(added);
        bytes += size(added);
    }

    /**
     * Returns whether further lines have a place.
     *
     * @param share the percentage of the document that they and all before them may take
     */
    boolean fits(List<String> further, int share) {
        return bytes + size(further) <= (LIMIT - RESERVE) * share / 100;
    }

    private static int size(List<String> lines) {
        return lines.stream()
                .mapToInt(line -> line.getBytes(StandardCharsets.UTF_8).length + 1)
                .sum();
    }

    List<String> lines() {
        return Collections.unmodifiableList(lines);
    }
}
