package io.cowhand.undo;

import java.util.Locale;

/** When the bytes that a write replaced may be restored; a later constant is stricter. */
public enum UndoClass {
    /** As long as the header is the one that the run wrote: the old header still describes the data. */
    ANYTIME("as long as the header is the one that the run wrote"),
    /**
     * In addition, the image must be untouched since the run, or the user confirms that the backing files before and
     * after hold the same data and that nothing was committed into the new one.
     */
    SAME_BACKING(
            "as long as the image is untouched since, or you confirm that the old and the new backing file hold the same"
                    + " data"),
    /** Only as long as the whole image is untouched since the run: guest writes may have made the old header wrong. */
    UNTOUCHED("only as long as the image is untouched since");

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final String condition;

    UndoClass(String condition) {
        this.condition = condition;
    }

    /** Returns when a rollback restores the old header, in words. */
    public String condition() {
        return condition;
    }

    /** Returns the stricter of the two. */
    public UndoClass and(UndoClass other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** Returns the name used in every output: lower case, words joined by hyphens. */
    public String label() {
        return label;
    }
}
