package io.cowhand.undo;

import java.util.Locale;

/** When the bytes that a write replaced may be put back; the later constant is the stricter one. */
public enum UndoClass {
    /** While the header is what the run wrote: the old one still describes the data. */
    ANYTIME,
    /**
     * Also only while the image is untouched since, or the operator vouches that the backing files before and after hold
     * the same data and that nothing was committed into either.
     */
    SAME_BACKING,
    /** Only while the image as a whole is untouched since: guest writes may have made the old header wrong. */
    UNTOUCHED;

    /** Returns the stricter of the two. */
    public UndoClass and(UndoClass other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** Returns the name used in every output: lower case, words joined by hyphens. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
