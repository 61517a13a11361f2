package io.cowhand.glob;

/**
 * Bounds on the braces of a glob, so that a short text cannot use up memory: forty bytes can ask for 2^20 alternatives.
 */
final class Limits {

    /** Alternatives: as many as anyone writes by hand or generates with a small script. */
    static final int ALTERNATIVES = 1_024;

    /** Tokens processed in total, so that a few long alternatives cannot use up memory either. */
    static final int TOKENS = 1 << 20;

    /** Nesting of braces; deeper than anyone reads. */
    static final int DEPTH = 32;

    private Limits() {}
}
