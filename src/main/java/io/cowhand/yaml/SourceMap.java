package io.cowhand.yaml;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
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
    private final int[] document;
    private final int start;
    private final Map<String, SourceMap> children = new LinkedHashMap<>();

    /**
     * Creates a value without children.
     *
     * @param key the start of its key, or of the value if it has no key
     * @param value the start of the value
     * @param text the text of a scalar, without quotes; {@code ""} for a list or mapping
     * @param document the code points of the whole document, which all its values share
     * @param start the index of the start of the value
     */
    SourceMap(Position key, Position value, String text, int[] document, int start) {
        this.key = key;
        this.value = value;
        this.text = text;
        this.document = document;
        this.start = start;
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

    /**
     * Returns the position of a code point of a scalar's text, whatever its style; the start of the value if the text is
     * empty. Takes time in proportion to the length of the text.
     *
     * @param offset from 0; the number of code points stands for the end of the text
     * @throws IndexOutOfBoundsException if the text has fewer code points
     */
    public Position position(int offset) {
        Objects.checkIndex(offset, text.codePointCount(0, text.length()) + 1);
        if (text.isEmpty()) {
            return value;
        }
        CodePointReader reader = new CodePointReader(document, start, value);
        reader.forward(ScalarScan.indexOf(document, start, text, offset) - start);
        return reader.position();
    }

    /** Returns the comment that follows a scalar on its line, with the white space before it; {@code ""} for none. */
    public String commentAfter() {
        if (text.isEmpty()) {
            return "";
        }
        int end = ScalarScan.indexOf(document, start, text, text.codePointCount(0, text.length()));
        int at = end;
        while (at < document.length && (document[at] == ' ' || document[at] == '\t')) {
            at++;
        }
        if (at == end || at == document.length || document[at] != '#') {
            return "";
        }
        while (at < document.length && document[at] != '\n' && document[at] != '\r') {
            at++;
        }
        return new String(document, end, at - end);
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
