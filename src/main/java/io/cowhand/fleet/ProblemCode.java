package io.cowhand.fleet;

/** The codes of the problems that results themselves report. */
final class ProblemCode {

    /** In a dry run: an apply would find the image locked. */
    static final String IN_USE = "in-use";

    private ProblemCode() {}
}
