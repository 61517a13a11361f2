package io.cowhand.recipe;

import io.cowhand.problem.CommonCode;

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

    /** A name is not that of a variable. */
    static final String BAD_NAME = "bad-name";

    /** There is no variable of this name. */
    static final String UNKNOWN_VARIABLE = "unknown-variable";

    /** A variable has no value. */
    static final String MISSING_VALUE = "missing-value";

    /** The file with values of variables cannot be read. */
    static final String VARIABLES_UNREADABLE = "variables-unreadable";

    /** The values of the variables, or their file, are too large. */
    static final String VARIABLES_TOO_LARGE = "variables-too-large";

    /** An expression is not valid, or is not allowed where it is written. */
    static final String BAD_EXPRESSION = "bad-expression";

    /** A file cannot be included. */
    static final String BAD_INCLUDE = "bad-include";

    /** An argument is not valid for an image. */
    static final String ARGUMENT_INVALID = "argument-invalid";

    /** An operation is used without {@code unsafe: true}. */
    static final String UNSAFE_REQUIRED = "unsafe-required";

    /** The operation does not accept an argument. */
    static final String BAD_ARGUMENT = "bad-argument";

    /** The operation has a defect. */
    static final String FAULTY_OPERATION = "faulty-operation";

    /** A file does not lie below the directory that the user gives. */
    static final String OUTSIDE_ROOT = CommonCode.OUTSIDE_ROOT;

    /** A file that an argument names cannot be read. */
    static final String FILE_UNREADABLE = "file-unreadable";

    /** A file that an argument names is too large. */
    static final String FILE_TOO_LARGE = "file-too-large";

    /** The bounds of an expectation, or the waves of a rollout, contradict each other. */
    static final String BAD_ROLLOUT = "bad-rollout";

    /** A plan is not as the recipe expects. */
    static final String EXPECTATION_FAILED = "expectation-failed";

    /** Two entries read standard input. */
    static final String STANDARD_INPUT_TWICE = "standard-input-twice";

    /** No inventory has a column that an expression asks for, but one with a similar name. */
    static final String NO_COLUMN = "no-column";

    /** A value of a row is needed, but no image has a row. */
    static final String NO_ROWS = "no-rows";

    private ProblemCode() {}
}
