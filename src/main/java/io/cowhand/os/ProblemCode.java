package io.cowhand.os;

/** The codes of the problems that the operating system causes. */
final class ProblemCode {

    /** Locks on the file system do not reach other hosts. */
    static final String LOCAL_LOCKS = "local-locks";

    private ProblemCode() {}
}
