package io.cowhand.apply;

/** The codes of the problems that writing, recovering and rolling back report. */
final class ProblemCode {

    /** Another program has the image open. */
    static final String LOCKED = "locked";

    /** The image is not what the write was planned from. */
    static final String STALE = "stale";

    /** The image cannot be opened. */
    static final String UNREADABLE = "unreadable";

    /** A call of the system failed. */
    static final String IO_ERROR = "io-error";

    /** The intent could not be recorded. */
    static final String JOURNAL_FAILED = "journal-failed";

    /** The image is not what the run wrote. */
    static final String CHANGED_SINCE = "changed-since";

    /** The header is what the run wrote, but the image was written to since, or may have been. */
    static final String NOT_UNTOUCHED = "not-untouched";

    /** The header carries the mark. */
    static final String HALF_WRITTEN = "half-written";

    private ProblemCode() {}
}
