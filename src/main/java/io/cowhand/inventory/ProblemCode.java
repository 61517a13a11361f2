package io.cowhand.inventory;

/** The codes of the problems that inventories have. */
final class ProblemCode {

    /** The text is not UTF-8. */
    static final String NOT_UTF8 = "not-utf8";

    /** A line or record is too long, or there are too many. */
    static final String TOO_LONG = "inventory-too-long";

    /** The quotes of a CSV record do not match. */
    static final String BROKEN_QUOTE = "broken-quote";

    /** A column or member is missing. */
    static final String MISSING_COLUMN = "missing-column";

    /** A column or member appears twice, or has no name. */
    static final String BAD_COLUMN = "bad-column";

    /** A record has more or fewer fields than the header line. */
    static final String RAGGED_LINE = "ragged-line";

    /** The text is not JSON, or not an object of texts. */
    static final String BAD_JSON = "bad-json";

    /** The name of an image is empty, or not a file name. */
    static final String BAD_NAME = "bad-name";

    /** There are more problems than are reported. */
    static final String TOO_MANY_PROBLEMS = "too-many-problems";

    private ProblemCode() {}
}
