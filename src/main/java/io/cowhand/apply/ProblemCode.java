package io.cowhand.apply;

/** The codes of the problems that writing, recovery and rollback report. */
final class ProblemCode {

    /** Another program has the image open. */
    static final String LOCKED = "locked";

    /** The image changed after the write was planned. */
    static final String STALE = "stale";

    /** The image cannot be opened. */
    static final String UNREADABLE = "unreadable";

    /** A system call failed. */
    static final String IO_ERROR = "io-error";

    /** The intent could not be recorded. */
    static final String JOURNAL_FAILED = "journal-failed";

    /** The image no longer holds what the run wrote. */
    static final String CHANGED_SINCE = "changed-since";

    /** The header is the one that the run wrote, but the image was, or may have been, written since. */
    static final String NOT_UNTOUCHED = "not-untouched";

    /** The header carries the mark. */
    static final String HALF_WRITTEN = "half-written";

    private ProblemCode() {}
}
