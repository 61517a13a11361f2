package io.cowhand.apply;

/** The codes of the problems that writing, recovery and rollback report. */
final class ProblemCode {

    /** Another program has the image open. */
    static final String LOCKED = "locked";

    /** The image changed after the write was planned. */
    static final String STALE = "stale";

    /** The intent could not be recorded. */
    static final String JOURNAL_FAILED = "journal-failed";

    /** The image no longer holds what the run wrote. */
    static final String CHANGED_SINCE = "changed-since";

    /** The header is the one that the run wrote, but the image was, or may have been, written since. */
    static final String NOT_UNTOUCHED = "not-untouched";

    private ProblemCode() {}
}
