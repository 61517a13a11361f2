package io.cowhand.inventory;

/** Bounds on an inventory: far beyond any use, and far below what fills the memory. */
final class Limits {

    /** Bytes of a line, and characters of a CSV record, which may have several lines. */
    static final int RECORD = 1 << 20;

    /** Lines, so that their numbers fit, even if several inventories are read. */
    static final int LINES = 1 << 28;

    /** Different sets of members that the objects of JSON Lines have. */
    static final int SHAPES = 1000;

    /** Problems that are reported: as many as of a recipe. */
    static final int PROBLEMS = 1000;

    private Limits() {}
}
