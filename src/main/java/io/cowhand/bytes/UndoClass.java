package io.cowhand.bytes;

import java.util.Locale;

/** When the bytes that a write replaced may be put back; the later constant is the stricter one. */
public enum UndoClass {
    /** While the header is what the run wrote: the old one is still true of the data. */
    ANYTIME,
    /** Only while the image as a whole is untouched since: guest writes may have made the old header untrue. */
    UNTOUCHED;

    /** The stricter of the two. */
    public UndoClass and(UndoClass other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** The name used in every output: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
