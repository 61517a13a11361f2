package io.cowhand.fleet;

/** The state of a recorded run. */
public enum RunState {
    /** It is in progress. */
    IN_PROGRESS,
    /** Its journal is damaged. */
    DAMAGED,
    /** The state of some of its images is unknown. */
    UNRESOLVED,
    /** It was interrupted; the state of each of its images is known. */
    INTERRUPTED,
    /** It ended normally. */
    ENDED
}
