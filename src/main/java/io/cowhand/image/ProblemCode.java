package io.cowhand.image;

/** The codes of the problems that finding images reports. */
final class ProblemCode {

    /** A directory cannot be listed. */
    static final String DIRECTORY_NOT_LISTED = "directory-not-listed";

    /** A link on the path of an image is not followed. */
    static final String LINK_NOT_TRUSTED = "link-not-trusted";

    /** Inventories say different things about an image. */
    static final String DIFFERENT_ROWS = "different-rows";

    /** An entry is not a valid path or pattern. */
    static final String PATTERN_NOT_VALID = "pattern-not-valid";

    private ProblemCode() {}
}
