package io.cowhand.recipe;

/** The codes of the problems that recipes have; YAML and the schema have their own. */
final class ProblemCode {

    /** The file of the recipe cannot be read. */
    static final String RECIPE_UNREADABLE = "recipe-unreadable";

    /** The file of the recipe is too large. */
    static final String RECIPE_TOO_LARGE = "recipe-too-large";

    /** The recipe holds nothing. */
    static final String EMPTY_RECIPE = "empty-recipe";

    /** The recipe has an unknown version. */
    static final String UNSUPPORTED_VERSION = "unsupported-version";

    /** There is no operation of this name. */
    static final String UNKNOWN_OPERATION = "unknown-operation";

    /** There is no variable of this name. */
    static final String UNKNOWN_VARIABLE = "unknown-variable";

    /** An operation is used without {@code unsafe: true}. */
    static final String UNSAFE_REQUIRED = "unsafe-required";

    /** The operation does not accept an argument. */
    static final String BAD_ARGUMENT = "bad-argument";

    /** The operation has a defect. */
    static final String FAULTY_OPERATION = "faulty-operation";

    /** A file that an argument names cannot be read. */
    static final String FILE_UNREADABLE = "file-unreadable";

    /** A file that an argument names is too large. */
    static final String FILE_TOO_LARGE = "file-too-large";

    /** Two entries read standard input. */
    static final String STANDARD_INPUT_TWICE = "standard-input-twice";

    private ProblemCode() {}
}
