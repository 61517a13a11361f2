package io.cowhand.qcow2;

/** The codes of the problems that decoding a header finds. */
public final class ProblemCode {

    /** A file is not a qcow2 image. */
    public static final String NOT_QCOW2 = "not-qcow2";

    /** A header has an unknown version. */
    public static final String UNSUPPORTED_VERSION = "unsupported-version";

    private ProblemCode() {}
}
