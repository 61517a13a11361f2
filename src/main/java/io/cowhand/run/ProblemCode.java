package io.cowhand.run;

/** The codes of the problems that the use cases report. */
final class ProblemCode {

    /** Neither the recipe nor the call names images. */
    static final String NO_IMAGES = "missing-key";

    /** There is a bug in Cowhand; the other images are still processed. */
    static final String INTERNAL_ERROR = "internal-error";

    /** The user has given up the image. */
    static final String FORGOTTEN = "forgotten";

    /** The backing files that two headers name are not known to be the same. */
    static final String BACKING_NOT_THE_SAME = "backing-not-the-same";

    /** A captured header is not known to describe the image any more. */
    static final String NOT_AS_CAPTURED = "not-as-captured";

    /** The state directory does not survive a power failure. */
    static final String STATE_IN_MEMORY = "state-in-memory";

    /** The end of the journal could not be written. */
    static final String JOURNAL_INCOMPLETE = "journal-incomplete";

    /** The journal is damaged. */
    static final String JOURNAL_DAMAGED = "journal-damaged";

    /** The journal cannot be read. */
    static final String JOURNAL_UNREADABLE = "journal-unreadable";

    /** The run is in progress. */
    static final String RUN_LIVE = "run-live";

    /** The run must not be removed yet. */
    static final String RUN_KEPT = "run-kept";

    /** The header is not the one that a saved plan was made from. */
    static final String STALE = "stale";

    /** A line of a saved plan is no image. */
    static final String PLAN_MALFORMED = "plan-malformed";

    private ProblemCode() {}
}
