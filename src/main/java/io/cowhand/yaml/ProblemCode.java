package io.cowhand.yaml;

/** The codes of the problems that reading YAML finds. */
final class ProblemCode {

    /** The text is not UTF-8. */
    static final String NOT_UTF8 = "not-utf8";

    /** The text is not YAML. */
    static final String YAML_SYNTAX = "yaml-syntax";

    /** The text holds a control character. */
    static final String CONTROL_CHARACTER = "control-character";

    /** There are more problems than are shown. */
    static final String TOO_MANY_PROBLEMS = "too-many-problems";

    /** Lists and mappings are nested too deeply. */
    static final String TOO_DEEP = "too-deep";

    /** The text has too many values. */
    static final String TOO_MANY_VALUES = "too-many-values";

    /** A number has too many digits. */
    static final String NUMBER_TOO_LONG = "number-too-long";

    /** A value has a tag that is not one of YAML's. */
    static final String CUSTOM_TAG = "custom-tag";

    /** A value is not of the type that its tag says. */
    static final String BAD_TAG = "bad-tag";

    /** An alias is inside the value that it refers to. */
    static final String RECURSIVE_ALIAS = "recursive-alias";

    /** A key is not text. */
    static final String BAD_KEY = "bad-key";

    /** A mapping has a key twice. */
    static final String DUPLICATE_KEY = "duplicate-key";

    private ProblemCode() {}
}
