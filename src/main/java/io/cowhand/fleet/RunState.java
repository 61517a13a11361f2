package io.cowhand.fleet;

/** The state of a recorded run. */
public enum RunState {
    /** A process is working on it. */
    LIVE,
    /** Its journal is damaged. */
    DAMAGED,
    /** It is not known what some of its images hold. */
    UNRESOLVED,
    /** It was interrupted; what each of its images holds is known. */
    CUT_OFF,
    /** It ended in order. */
    ENDED
}
