package io.cowhand.yaml;

/**
 * How large a recipe may be.
 *
 * <p>Far beyond any use, and far below what would take seconds or hundreds of megabytes.
 */
public final class Limits {

    /** Bytes of a recipe. */
    public static final int FILE_BYTES = 4 << 20;

    /** Bytes of a file that an argument names: the largest cluster of qcow2, so the largest header. */
    public static final int ARGUMENT_FILE_BYTES = 2 << 20;

    /** Values in a recipe, those that aliases repeat counted each time. */
    static final int VALUES = 100_000;

    /** Lists and mappings inside one another; a recipe needs five. */
    static final int DEPTH = 16;

    /** Characters of a key. */
    static final int KEY = 256;

    /** Characters of a number; the largest field of a header has 20 digits. More digits take quadratic time to convert. */
    static final int NUMBER = 1000;

    private Limits() {}
}
