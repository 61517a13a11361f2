package io.cowhand.os;

/** The codes of the problems that the operating system causes. */
public final class ProblemCode {

    /** A file does not answer within the time limit. */
    public static final String NO_ANSWER = "no-answer";

    /** Locks on the file system do not reach other hosts. */
    static final String LOCAL_LOCKS = "local-locks";

    private ProblemCode() {}
}
