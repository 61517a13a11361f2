package io.cowhand.yaml;

/**
 * Bounds on a document.
 *
 * <p>Far beyond any use, and far below what would take seconds or hundreds of megabytes.
 */
final class Limits {

    /** Values in a document; those behind an alias count each time. */
    static final int VALUES = 100_000;

    /** Nesting of lists and mappings; a recipe needs five. */
    static final int DEPTH = 16;

    /** Characters of a key. */
    static final int KEY = 256;

    /** Characters of a number; the largest field of a header has 20 digits. Conversion takes quadratic time. */
    static final int NUMBER = 1000;

    private Limits() {}
}
