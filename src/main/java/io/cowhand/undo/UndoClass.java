package io.cowhand.undo;

import java.util.Locale;

/** When the bytes that a write replaced may be restored; a later constant is stricter. */
public enum UndoClass {
    /** As long as the header is the one that the run wrote: the old header still describes the data. */
    ANYTIME,
    /**
     * In addition, the image must be untouched since the run, or the user confirms that the backing files before and
     * after hold the same data and that nothing was committed into the new one.
     */
    SAME_BACKING,
    /** Only as long as the whole image is untouched since the run: guest writes may have made the old header wrong. */
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
