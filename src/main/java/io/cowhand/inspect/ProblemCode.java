package io.cowhand.inspect;

/** The codes of the problems that reading images reports. */
final class ProblemCode {

    /** Another file has taken the place of the image since the images were listed. */
    static final String IMAGE_REPLACED = "image-replaced";

    private ProblemCode() {}
}
